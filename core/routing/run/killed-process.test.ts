import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { sql } from '#storage/index.ts';
import { openFloor, type Floor } from '#testkit/routing/open-floor.ts';
import { replayOffers } from '#testkit/routing/replay-offers.ts';
import { runDueWork, startLine } from '../index.ts';

let floor: Floor;
before(async () => { floor = await openFloor(); });
after(() => floor.close());

const program = fileURLToPath(new URL('../../../testkit/routing/testing/arrivals-process.ts', import.meta.url));

function runArrivals(queueId: number, first: number, last: number, crashAt: string): Promise<{ signal: NodeJS.Signals | null; lines: string[]; errors: string }> {
  const { database, accountId } = floor.desk;
  const child = spawn(process.execPath, [program, JSON.stringify(database.connection), String(accountId), String(queueId), String(first), String(last)], {
    env: { ...process.env, PATCHBAY_CRASH_AT: crashAt }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, errors] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => { out += chunk.toString(); });
  child.stderr.on('data', (chunk: Buffer) => { errors += chunk.toString(); });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (_code, signal) => resolve({ signal, lines: out.split('\n').filter((line) => line !== ''), errors }));
  });
}

test('a process killed in the middle of an offer, a match or a timer loses nothing: whoever looks next goes on', async () => {
  const queueId = await floor.queue({ name: 'Crash', wrapUpSeconds: 0, offerSeconds: 3_600 });
  await floor.crowd(5, [queueId]);
  const acknowledged = new Set<string>();
  for (const [nth, crashAt] of ['routing-before-commit:4', 'routing-after-commit:1', 'routing-before-commit:9', 'routing-after-commit:6'].entries()) {
    const first = nth * 100;
    const { signal, lines, errors } = await runArrivals(queueId, first, first + 20, crashAt);
    assert.equal(signal, 'SIGKILL', `${crashAt} was passed: ${errors}`);
    for (const line of lines) acknowledged.add(line);
    // The caller that got no answer asks again, of another process, under the same name.
    for (let call = first; call < first + 3; call += 1) {
      await startLine(floor.change, { ...floor.act(), now: new Date().toISOString() }, { kind: 'call', providerRef: `call-${call}`, entry: 'ivr', to: '+4930555', queueId });
    }
    await runDueWork({ database: floor.desk.database, clock: { nowMs: () => Date.now() }, onFailure: (error) => { throw error; } });
  }
  await floor.change(async (tx) => {
    const held = await tx.rows(sql<{ id: number; state: string; waits: boolean; agent: number | null }>`
      SELECT i.id, i.state, e.interaction_id IS NOT NULL AS waits, i.agent_id AS agent FROM interactions i LEFT JOIN queue_entries e ON e.account_id = i.account_id AND e.interaction_id = i.id
      WHERE i.account_id = ${tx.accountId} ORDER BY i.id`);
    assert.ok(held.every(({ state, waits }) => (state === 'queued') === waits), 'what is queued waits, and nothing else does');
    const ids = new Set(held.map(({ id }) => String(id)));
    const taken = await tx.rows(sql<{ id: number }>`SELECT id FROM offers WHERE account_id = ${tx.accountId} AND state = 'picked-up'`);
    for (const line of acknowledged) {
      const [what, id] = line.split(' ') as [string, string];
      assert.ok(what === 'in' ? ids.has(id) : taken.some((offer) => String(offer.id) === id), `${line} was acknowledged and is there`);
    }
    const { refs } = await tx.one(sql<{ refs: number }>`SELECT count(*) AS refs FROM interaction_refs WHERE account_id = ${tx.accountId}`);
    assert.equal(refs, held.length, 'a call that was told twice is one');
    const idle = await tx.one(sql<{ free: number; waiting: number }>`
      SELECT (SELECT count(*) FROM queue_agents WHERE account_id = ${tx.accountId} AND ready_since IS NOT NULL AND NOT is_asked) AS free, (SELECT count(*) FROM queue_entries WHERE account_id = ${tx.accountId} AND NOT is_offered) AS waiting`);
    assert.ok(idle.free === 0 || idle.waiting === 0, `nothing waits beside a fit agent: ${JSON.stringify(idle)}`);
    assert.deepEqual((await replayOffers(tx, queueId)).problems, []);
  });
});
