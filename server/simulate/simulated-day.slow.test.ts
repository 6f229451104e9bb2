import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { catchUp } from '#core/events/index.ts';
import type { Change } from '#core/routing/index.ts';
import { openCcai, type Ccai } from '#dialects/ccai/testing/open-ccai.ts';
import { Call } from '#dialects/ccai/schemas/call.ts';
import { Chat } from '#dialects/ccai/schemas/chat.ts';
import { consumers } from '../consumers.ts';
import { filledIn, leavesOf } from './every-field.ts';
import { notSimulated } from './not-simulated.ts';
import { runDay } from './run-day.ts';
import { parseScenario } from './scenario.ts';
import { setUp } from './set-up.ts';

const often = { hold: 0.5, coldTransfer: 0.25, warmTransfer: 0.25, barge: 0.2, third: 0.2, redacted: 0.5, payment: 0.3, csat: 0.4, rated: 0.8, switching: 0.1 };
const scenario = parseScenario({
  hours: 0.3,
  queues: [
    { name: 'Orders', kind: 'call', menu: ['Support', 'Orders'], wrapUpSeconds: 20, waitSecondsMax: 120, waitedTooLong: { action: 'voicemail', text: 'Please leave a message.' } },
    { name: 'Returns', kind: 'call', menu: ['Support', 'Returns'], mode: 'cascade', cascadeSeconds: 15, waitingMax: 1, overCapacity: { action: 'callback', text: 'We call you back.' }, beforeWorkSeconds: 3, botName: 'Robi' },
    { name: 'Chat', kind: 'chat', menu: ['Help'], mode: 'multicast', wrapUpSeconds: 15, botName: 'Robi' },
  ],
  agents: [{ name: 'Agent', count: 5, queues: { Orders: 1, Returns: 2, Chat: 1 }, misses: 0.05 }],
  arrivals: [
    { queue: 'Orders', perHour: 50, patienceSeconds: 90, handleSeconds: 90, shares: often },
    { queue: 'Returns', perHour: 30, patienceSeconds: 90, handleSeconds: 90, shares: often },
    { queue: 'Chat', perHour: 110, patienceSeconds: 120, handleSeconds: 90, shares: { ...often, coldTransfer: 0.7, warmTransfer: 0.1 } },
  ],
});

describe('a simulated day', () => {
  let api: Ccai;
  const records: Record<'calls' | 'chats', unknown[]> = { calls: [], chats: [] };
  let counted = { arrivals: 0, refused: 0 };
  before(async () => {
    api = await openCcai();
    const { database, accountId } = api.desk;
    const change: Change = (work) => database.withAccount(accountId, work, { timeoutMs: 60_000 });
    let nowMs = Date.parse(api.desk.act.now);
    const at = { accountId, now: api.desk.act.now };
    counted = await runDay({ change, accountId, scenario, setUp: await setUp(change, at, scenario, true), seed: 11, clock: { nowMs: () => nowMs, reach: async (ms) => { nowMs = Math.max(nowMs, ms); } } });
    await catchUp(database, consumers);
    for (const noun of ['calls', 'chats'] as const) {
      for (let page = 1; ; page += 1) {
        const answer = await api.ada.get(`/${noun}?page=${page}`);
        assert.equal(answer.status, 200, answer.body);
        const rows = answer.json<unknown[]>();
        records[noun].push(...rows);
        if (rows.length === 0) break;
      }
    }
  });
  after(() => api.close());

  it('ends with everything over: nobody waits, nobody has anything in hand', async () => {
    const open = [...records.calls, ...records.chats].filter((one) => (one as { ends_at: string | null; status: string }).ends_at === null && (one as { status: string }).status !== 'scheduled');
    assert.deepEqual(open.map((one) => (one as { id: number; status: string }).status), []);
    assert.equal(records.calls.length + records.chats.length, counted.arrivals);
  });

  for (const [noun, schema] of [['calls', Call], ['chats', Chat]] as const) {
    it(`fills every documented field of ${noun} in some record, but for those that are listed with why not`, (t) => {
      const filled = filledIn(records[noun]);
      const missing = leavesOf(schema).filter((path) => !filled.has(path));
      t.diagnostic(`${records[noun].length} ${noun}, ${leavesOf(schema).length} fields, never filled: ${missing.join(', ') || 'none'}`);
      assert.deepEqual(missing.filter((path) => !notSimulated[noun].some(({ fields }) => fields.some((field) => path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`)))), []);
    });
  }
});
