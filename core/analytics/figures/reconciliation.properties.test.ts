import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { systemAct } from '#core/kernel/index.ts';
import { exportConversations } from '../export/export-conversations.ts';
import { exportMessages } from '../export/export-messages.ts';
import type { LogFilter, LogPage } from '../log/index.ts';
import { bruteForceSelection } from '../log/testing/brute-force-selection.ts';
import { openSeededLog, type SeededLog } from '../log/testing/open-seeded-log.ts';
import { plainFromExport, type ExportedLogConversation, type ExportedLogMessage } from '../log/testing/plain-from-export.ts';
import type { PlainConversation, PlainMessage } from '../log/testing/plain-log.ts';
import { bareFilter, filterParts } from '../log/testing/random-filter.ts';
import { seededRandom } from '../log/testing/random.ts';
import { readPlainLog } from '../log/testing/read-plain-log.ts';
import { sql } from '#storage/index.ts';
import { findFigureRows } from './find-figure-rows.ts';
import { findFigures } from './find-figures.ts';
import type { FigureName, FigureSplit } from './figures.ts';

const seed = Number(process.env['PATCHBAY_TEST_SEED'] ?? 41);
const everything: LogPage = { perPage: 1_000, page: 1, direction: 'desc' };
let log: SeededLog;
let exported: { readonly messages: readonly PlainMessage[]; readonly conversations: readonly PlainConversation[] };
let settings: Awaited<ReturnType<typeof readPlainLog>>['settings'];

before(async () => {
  log = await openSeededLog({ seed: seed % 1_000 });
  const act = systemAct(log.account, '2024-05-20T12:00:00.000Z', 'test');
  const [messages, conversations]: [ExportedLogMessage[], ExportedLogConversation[]] = [[], []];
  // As lines of a file: what is no JSON does not come through.
  await exportMessages(log.database, act, (line) => { messages.push(JSON.parse(JSON.stringify(line)) as ExportedLogMessage); });
  await exportConversations(log.database, act, (line) => { conversations.push(JSON.parse(JSON.stringify(line)) as ExportedLogConversation); });
  const addresses = await log.read((tx) => tx.rows(sql<{ id: number; address: string }>`SELECT id, address FROM addresses WHERE account_id = ${log.account}`));
  exported = plainFromExport(messages, conversations, new Map(addresses.map(({ id, address }) => [address, id])));
  ({ settings } = await log.read(readPlainLog));
});
after(() => log.close());

const figures = ['messages.total', 'messages.sent', 'conversations.total', 'conversations.inbound', 'firstReply.count', 'overallReply.count', 'close.count'] as const satisfies readonly FigureName[];
type Checked = (typeof figures)[number];
type Sums = Readonly<Record<Checked, number>>;

const sumOf = (rows: readonly Sums[]): Sums => Object.fromEntries(figures.map((name) => [name, rows.reduce((sum, row) => sum + row[name], 0)])) as Sums;

async function sums(filter: LogFilter, split?: FigureSplit): Promise<Sums[]> {
  const { rows } = await log.read((tx) => findFigures(tx, { filter, ...(split && { split }), limit: 1_000 }));
  return rows.map(({ messages, conversations, firstReply, overallReply, close }) => ({
    'messages.total': messages.total, 'messages.sent': messages.sent, 'conversations.total': conversations.total, 'conversations.inbound': conversations.inbound,
    'firstReply.count': firstReply.count, 'overallReply.count': overallReply.count, 'close.count': close.count,
  }));
}

async function rowsBehind(filter: LogFilter): Promise<Sums> {
  const counted: [Checked, number][] = [];
  for (const figure of figures) counted.push([figure, (await log.read((tx) => findFigureRows(tx, { filter, figure }, everything))).result.rows.length]);
  return Object.fromEntries(counted) as Sums;
}

/** The lines of both exports that the filter and the definition of each figure name, each on the day of its own instant. */
function linesOf(filter: LogFilter): Sums {
  const { fromDay, toDay, ...anyDay } = filter;
  const isIn = (at: number | null): boolean => {
    const day = at === null ? null : Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(filter.zone).toPlainDate().toString();
    return day !== null && (fromDay === undefined || day >= fromDay) && (toDay === undefined || day <= toDay);
  };
  const { conversations } = bruteForceSelection(exported.messages, exported.conversations, anyDay, settings);
  const { messages } = bruteForceSelection(exported.messages, exported.conversations, filter, settings);
  const mailsOf = Map.groupBy(exported.messages, ({ conversationId }) => conversationId);
  const begun = conversations.filter(({ id }) => isIn(Math.min(...mailsOf.get(id)!.map(({ at }) => at))));
  const { party = { kind: 'anybody' as const } } = filter;
  const isSent = ({ type, agentId, senderId }: PlainMessage): boolean => (party.kind === 'agents' ? (agentId !== null && party.agentIds.includes(agentId)) || (senderId !== null && party.addressIds.includes(senderId)) : type !== 'inbound');
  const initialOf = ({ id }: PlainConversation) => mailsOf.get(id)!.find(({ isInitialReply }) => isInitialReply);
  const lastAt = ({ id }: PlainConversation) => Math.max(...mailsOf.get(id)!.map(({ at }) => at));
  return {
    'messages.total': messages.length, 'messages.sent': messages.filter(isSent).length,
    'conversations.total': begun.length, 'conversations.inbound': begun.filter(({ type }) => type === 'inbound').length,
    'firstReply.count': conversations.filter((each) => { const initial = initialOf(each); return initial?.isIncluded && initial.spanRaw !== null && initial.spanBusiness !== null && isSent(initial) && isIn(initial.at) && !each.initialReplyIsOutlier; }).length,
    'overallReply.count': messages.filter((mail) => isSent(mail) && (mail.classification === 'reply' || mail.classification === 'reply-all') && mail.isIncluded && mail.spanRaw !== null && mail.spanBusiness !== null && !mail.isOutlier).length,
    'close.count': conversations.filter((each) => each.status === 'closed' && isIn(each.closedAt ?? lastAt(each)) && !each.closeIsOutlier).length,
  };
}

/** What disagrees with the total, for this filter; null: nothing. */
async function disagreement(filter: LogFilter): Promise<object | null> {
  const total = (await sums(filter))[0] ?? sumOf([]);
  const ways = { days: sumOf(await sums(filter, 'day')), agents: sumOf(await sums(filter, 'agent')), rows: await rowsBehind(filter), lines: linesOf(filter) };
  for (const [way, counted] of Object.entries(ways)) {
    for (const name of figures) if (counted[name] !== total[name]) return { way, figure: name, total: total[name], counted: counted[name] };
  }
  return null;
}

/** The filter without parts that the disagreement does not need. */
async function shrunk(filter: LogFilter): Promise<LogFilter> {
  for (const part of Object.keys(filter).filter((key) => key !== 'zone' && key !== 'nowMs')) {
    const smaller = Object.fromEntries(Object.entries(filter).filter(([key]) => key !== part)) as unknown as LogFilter;
    if (await disagreement(smaller)) return shrunk(smaller);
  }
  return filter;
}

test('for every kind of filter and several at once, the total is the sum of the days, the sum of the agents, the rows behind it and the lines of the export', async (context) => {
  context.diagnostic(`seed ${seed}`);
  const random = seededRandom(seed);
  const filters = [1, 2, 3].flatMap(() => filterParts.map((part): LogFilter => ({ ...bareFilter(random), ...part(random) })));
  for (let more = 0; more < 24; more += 1) {
    const several = [random.pick(filterParts), random.pick(filterParts), random.pick(filterParts)].reduce<LogFilter>((filter, part) => ({ ...filter, ...part(random) }), bareFilter(random));
    const turned = (several.toDay ?? '9999') < (several.fromDay ?? '') || (several.lastTouchToDay ?? '9999') < (several.lastTouchFromDay ?? '');
    if (!turned) filters.push(several);
  }
  let looked = 0;
  for (const filter of filters) {
    const found = await disagreement(filter);
    if (found) assert.fail(`${JSON.stringify(found)}: PATCHBAY_TEST_SEED=${seed}, filter ${JSON.stringify(await shrunk(filter))}`);
    looked += linesOf(filter)['messages.total'] > 0 ? 1 : 0;
  }
  assert.ok(looked > filters.length / 3, `only ${looked} of ${filters.length} filters left anything`);
});
