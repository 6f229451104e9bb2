import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { systemAct } from '#core/kernel/index.ts';
import { exportConversations } from '../export/export-conversations.ts';
import { exportMessages } from '../export/export-messages.ts';
import type { LogFilter } from '../log/index.ts';
import { bruteForceSelection } from '../log/testing/brute-force-selection.ts';
import { openSeededLog, type SeededLog } from '../log/testing/open-seeded-log.ts';
import { plainFromExport, type ExportedLogConversation, type ExportedLogMessage } from '../log/testing/plain-from-export.ts';
import type { PlainConversation, PlainMessage } from '../log/testing/plain-log.ts';
import { bareFilter, filterParts } from '../log/testing/random-filter.ts';
import { seededRandom } from '../log/testing/random.ts';
import { readPlainLog } from '../log/testing/read-plain-log.ts';
import { recomputeFacts } from '../projection/write-facts.ts';
import { buildRollupStep, checkRollups } from '../rollups/build-rollups.ts';
import { sql, type Tx } from '#storage/index.ts';
import { findFigureRows } from './find-figure-rows.ts';
import { findFigures } from './find-figures.ts';
import type { FigureName, FigureSplit, SpanFigures } from './figures.ts';

const seed = Number(process.env['PATCHBAY_TEST_SEED'] ?? 41);
let log: SeededLog;
let exported: { readonly messages: readonly PlainMessage[]; readonly conversations: readonly PlainConversation[] };
let settings: Awaited<ReturnType<typeof readPlainLog>>['settings'];

/** Of the account: figures that ask for nothing but its days come from the rollups. */
const accountZone = 'Pacific/Auckland';
/** The first mail of some conversation lies at exactly the first instant of this day, in a zone whose days begin at other instants than those of UTC. */
const edges = ['Europe/Berlin', 'America/St_Johns', accountZone].flatMap((zone, of) => [
  { zone, day: `2024-03-${14 + of}` }, { zone, day: zone === 'Europe/Berlin' ? '2024-04-01' : '2024-03-11' },
]);

before(async () => {
  log = await openSeededLog({ seed: seed % 1_000 });
  await log.database.withoutAccount((tx) => tx.run(sql`UPDATE accounts SET zone = ${accountZone} WHERE id = ${log.account}`));
  await log.database.withAccount(log.account, plantEdges, { timeoutMs: 60_000 });
  await log.database.withAccount(log.account, (tx) => checkRollups(tx));
  for (let isDone = false; !isDone;) isDone = await log.database.withAccount(log.account, (tx) => buildRollupStep(tx));
  const act = systemAct(log.account, '2024-05-20T12:00:00.000Z', 'test');
  const [messages, conversations]: [ExportedLogMessage[], ExportedLogConversation[]] = [[], []];
  // As lines of a file: what is no JSON does not come through.
  await exportMessages(log.database, act, (line) => { messages.push(JSON.parse(JSON.stringify(line)) as ExportedLogMessage); });
  await exportConversations(log.database, act, (line) => { conversations.push(JSON.parse(JSON.stringify(line)) as ExportedLogConversation); });
  const addresses = await log.read((tx) => tx.rows(sql<{ id: number; address: string }>`SELECT id, address FROM addresses WHERE account_id = ${log.account}`));
  exported = plainFromExport(messages, conversations.filter(({ type }) => type !== null), new Map(addresses.map(({ id, address }) => [address, id])));
  ({ settings } = await log.read(readPlainLog));
});
after(() => log.close());

/** Moves whole conversations to where days begin, deletes the second mail of others, one of which alone has a word in its subject, and has all their facts computed. */
async function plantEdges(tx: Tx): Promise<void> {
  const account = tx.accountId;
  for (const [at, { zone, day }] of edges.entries()) {
    const begin = Temporal.PlainDate.from(day).toZonedDateTime(zone).toInstant().toString();
    await tx.run(sql`
      UPDATE messages m SET at = m.at + (${begin}::timestamptz - f.at) FROM (SELECT min(at) AS at FROM messages WHERE account_id = ${account} AND conversation_id = ${at + 1}) f
      WHERE m.account_id = ${account} AND m.conversation_id = ${at + 1}`);
  }
  const deleted = await tx.rows(sql<{ conversationId: number }>`
    UPDATE messages SET deleted_at = now(), subject = 'uberflussig' WHERE account_id = ${account} AND id IN (
      SELECT (array_agg(id ORDER BY id))[2] FROM messages WHERE account_id = ${account} AND conversation_id BETWEEN 5 AND 20 GROUP BY conversation_id HAVING count(*) > 2)
    RETURNING conversation_id AS "conversationId"`);
  assert.ok(deleted.length >= 5, `${deleted.length} mails are deleted`);
  await recomputeFacts(tx, [...new Set([...edges.map((_, at) => at + 1), ...deleted.map(({ conversationId }) => conversationId)])]);
}

const figures = ['messages.total', 'messages.sent', 'conversations.total', 'conversations.inbound', 'firstReply.count', 'overallReply.count', 'close.count'] as const satisfies readonly FigureName[];
type Checked = (typeof figures)[number];
/** Counts, and the business seconds behind the means. */
const sumNames = [...figures, 'firstReply.seconds', 'overallReply.seconds', 'close.seconds'] as const;
type Sums = Readonly<Record<(typeof sumNames)[number], number>>;

const sumOf = (rows: readonly Sums[]): Sums => Object.fromEntries(sumNames.map((name) => [name, rows.reduce((sum, row) => sum + row[name], 0)])) as Sums;
const secondsOf = ({ count, mean }: SpanFigures): number => Math.round(count * (mean ?? 0));

async function sums(filter: LogFilter, split?: FigureSplit): Promise<Sums[]> {
  const { rows } = await log.read((tx) => findFigures(tx, { filter, ...(split && { split }), limit: 1_000 }));
  return rows.map(({ messages, conversations, firstReply, overallReply, close }) => ({
    'messages.total': messages.total, 'messages.sent': messages.sent, 'conversations.total': conversations.total, 'conversations.inbound': conversations.inbound,
    'firstReply.count': firstReply.count, 'overallReply.count': overallReply.count, 'close.count': close.count,
    'firstReply.seconds': secondsOf(firstReply), 'overallReply.seconds': secondsOf(overallReply), 'close.seconds': secondsOf(close),
  }));
}

/** How many rows each count opens; those of `listed` are all fetched. */
async function rowsBehind(filter: LogFilter, listed: Checked): Promise<Partial<Sums>> {
  return log.read(async (tx) => {
    const counted: [Checked, number][] = [];
    for (const figure of figures) {
      const { result } = await findFigureRows(tx, { filter, figure }, { perPage: figure === listed ? 1_000 : 1, page: 1, direction: 'desc' });
      counted.push([figure, figure === listed ? result.rows.length : result.total]);
    }
    return Object.fromEntries(counted);
  });
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
  const firstReplies = conversations.filter((each) => { const initial = initialOf(each); return initial?.isIncluded && initial.spanRaw !== null && initial.spanBusiness !== null && isSent(initial) && isIn(initial.at) && !each.initialReplyIsOutlier; });
  const replies = messages.filter((mail) => isSent(mail) && (mail.classification === 'reply' || mail.classification === 'reply-all') && mail.isIncluded && mail.spanRaw !== null && mail.spanBusiness !== null && !mail.isOutlier);
  const closed = conversations.filter((each) => each.status === 'closed' && isIn(each.closedAt ?? lastAt(each)) && !each.closeIsOutlier);
  const total = (seconds: readonly (number | null | undefined)[]): number => seconds.reduce<number>((sum, each) => sum + (each ?? 0), 0);
  return {
    'messages.total': messages.length, 'messages.sent': messages.filter(isSent).length,
    'conversations.total': begun.length, 'conversations.inbound': begun.filter(({ type }) => type === 'inbound').length,
    'firstReply.count': firstReplies.length, 'overallReply.count': replies.length, 'close.count': closed.length,
    'firstReply.seconds': total(firstReplies.map((each) => initialOf(each)?.spanBusiness)), 'overallReply.seconds': total(replies.map(({ spanBusiness }) => spanBusiness)), 'close.seconds': total(closed.map(({ closeBusiness }) => closeBusiness)),
  };
}

/** What disagrees with the total, for this filter; null: nothing. */
async function disagreement(filter: LogFilter, at: number): Promise<object | null> {
  const total = (await sums(filter))[0] ?? sumOf([]);
  const ways: Readonly<Record<string, Partial<Sums>>> = { days: sumOf(await sums(filter, 'day')), agents: sumOf(await sums(filter, 'agent')), rows: await rowsBehind(filter, figures[at % figures.length]!), lines: linesOf(filter) };
  for (const [way, counted] of Object.entries(ways)) {
    for (const name of sumNames) if (counted[name] !== undefined && counted[name] !== total[name]) return { way, figure: name, total: total[name], counted: counted[name] };
  }
  return null;
}

/** The filter without parts that the disagreement does not need. */
async function shrunk(filter: LogFilter, at: number): Promise<LogFilter> {
  for (const part of Object.keys(filter).filter((key) => key !== 'zone' && key !== 'nowMs')) {
    const smaller = Object.fromEntries(Object.entries(filter).filter(([key]) => key !== part)) as unknown as LogFilter;
    if (await disagreement(smaller, at)) return shrunk(smaller, at);
  }
  return filter;
}

test('for every kind of filter and several at once, the total is the sum of the days, the sum of the agents, the rows behind it and the lines of the export', async (context) => {
  context.diagnostic(`seed ${seed}`);
  const random = seededRandom(seed);
  const nowMs = Date.parse('2024-05-20T12:00:00Z');
  const atEdges = edges.flatMap(({ zone, day }): LogFilter[] => {
    const [before, weekBefore] = [1, 7].map((days) => Temporal.PlainDate.from(day).subtract({ days }).toString());
    // A condition that every mail fulfils takes another way through the facts than none does.
    return [{ zone, nowMs, fromDay: day, toDay: day }, { zone, nowMs, toDay: before! }, { zone, nowMs, fromDay: weekBefore!, toDay: before!, messageTypes: ['inbound', 'outbound', 'internal'] }];
  });
  const filters = [...atEdges, { zone: 'UTC', nowMs, search: 'uberflussig' }, { zone: accountZone, nowMs }, ...[1, 2, 3].flatMap(() => filterParts.map((part): LogFilter => ({ ...bareFilter(random), ...part(random) })))];
  for (let more = 0; more < 16; more += 1) {
    const several = [random.pick(filterParts), random.pick(filterParts), random.pick(filterParts)].reduce<LogFilter>((filter, part) => ({ ...filter, ...part(random) }), bareFilter(random));
    const turned = (several.toDay ?? '9999') < (several.fromDay ?? '') || (several.lastTouchToDay ?? '9999') < (several.lastTouchFromDay ?? '');
    if (!turned) filters.push(several);
  }
  let looked = 0;
  for (const [at, filter] of filters.entries()) {
    const found = await disagreement(filter, at);
    if (found) assert.fail(`${JSON.stringify(found)}: PATCHBAY_TEST_SEED=${seed}, filter ${JSON.stringify(await shrunk(filter, at))}`);
    looked += linesOf(filter)['messages.total'] > 0 ? 1 : 0;
  }
  assert.ok(looked > filters.length / 3, `only ${looked} of ${filters.length} filters left anything`);
});
