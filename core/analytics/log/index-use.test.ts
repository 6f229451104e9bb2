import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { clientOptions, sql, type Tx } from '#storage/index.ts';
import { countStats } from './count-stats.ts';
import { findConversationByMailId } from './find-conversation-by-mail-id.ts';
import { findConversationLog } from './find-conversation-log.ts';
import { findConversationsBySubjectOrAddress } from './find-conversations-by-subject-or-address.ts';
import { findMessageLog } from './find-message-log.ts';
import { findStatBreakdown } from './find-stat-breakdown.ts';
import type { LogFilter } from './log-filter.ts';
import { openSeededLog, type SeededLog } from './testing/open-seeded-log.ts';
import { explain, recordStatements, type PlanNode } from './testing/record-statements.ts';

/** Tables that grow with the mail. The others are small: whatever way they are read is right. */
const growing = new Set(['message_facts', 'conversation_facts', 'messages', 'conversations', 'message_parties', 'message_copies', 'message_labels', 'conversation_labels']);

let log: SeededLog;
before(async () => {
  log = await openSeededLog({ seed: 12, conversations: 600 });
  const owner = new pg.Client(clientOptions(log.database.connection, 'owner'));
  await owner.connect();
  await owner.query('ANALYZE');
  await owner.end();
});
after(() => log.close());

const day: LogFilter = { zone: 'Europe/Berlin', nowMs: Date.parse('2024-05-20T12:00:00Z'), fromDay: '2024-03-20', toDay: '2024-03-20' };
const page = { perPage: 10, page: 1, direction: 'desc' } as const;

/**
 * Scans of growing tables, as the app role plans them, whose index condition knows no more than the account. The tables of a test are so
 * small that reading them whole is often cheapest: without those ways it shows which conditions an index may use.
 */
async function wideScans(work: (tx: Tx) => Promise<unknown>): Promise<PlanNode[]> {
  return log.read(async (tx) => {
    const recorder = recordStatements(tx);
    await work(recorder.tx);
    assert.ok(recorder.statements.length > 0);
    await tx.rows(sql<{ off: string }>`
      SELECT set_config(name, 'off', true) AS off FROM unnest(ARRAY['enable_seqscan', 'enable_bitmapscan', 'enable_hashjoin', 'enable_mergejoin']) AS name`);
    const nodes: PlanNode[] = [];
    for (const statement of recorder.statements) nodes.push(...await explain(tx, statement));
    const scans = nodes.filter((node) => growing.has(node['Relation Name'] ?? '') && node['Node Type'] !== 'Bitmap Heap Scan');
    const byBitmap = nodes.filter((node) => node['Node Type'] === 'Bitmap Index Scan');
    assert.ok(scans.length + byBitmap.length > 0);
    return [...scans, ...byBitmap].filter((node) => !/(?:\(|AND \()(?!account_id)\w+|ROW\(/.test((node['Index Cond'] ?? '').replace(/\(account_id = [^)]*\)/g, '')));
  });
}

const reads: Readonly<Record<string, (tx: Tx) => Promise<unknown>>> = {
  'the messages of a day': (tx) => findMessageLog(tx, day, page),
  'the conversations of a day': (tx) => findConversationLog(tx, day, page),
  'the figures of a day': (tx) => countStats(tx, day),
  'what is behind a figure of a day': (tx) => findStatBreakdown(tx, day, 'messages.sent.byHour.9', page),
  'the messages of an agent on a day': (tx) => findMessageLog(tx, { ...day, party: { kind: 'agents', agentIds: [1], addressIds: [1, 2] } }, page),
  'the messages of contacts on a day': (tx) => findMessageLog(tx, { ...day, party: { kind: 'contacts', addressIds: [10], domains: ['kite.example'] } }, page),
  'the labelled messages of a day': (tx) => findMessageLog(tx, { ...day, labels: ['urgent'] }, page),
  'the messages of a day in conversations by subject': (tx) => findMessageLog(tx, { ...day, search: 'invoice' }, page),
  'the conversation of a mail': (tx) => findConversationByMailId(tx, '7@mail.example'),
};

for (const [name, work] of Object.entries(reads)) {
  test(`row security leaves the index its use for ${name}`, async () => {
    assert.deepEqual((await wideScans(work)).map((node) => [node['Node Type'], node['Relation Name'], node['Index Name'], node['Index Cond']]), []);
  });
}

test('the newest messages and conversations are read in the order of an index, not sorted', async () => {
  for (const [find, index] of [[findMessageLog, 'message_facts_by_time'], [findConversationLog, 'conversation_facts_by_last']] as const) {
    const nodes = await log.read(async (tx) => {
      const recorder = recordStatements(tx);
      await find(recorder.tx, { zone: 'UTC', nowMs: 0 }, page);
      const [list] = recorder.statements;
      assert.ok(list);
      // So few rows are sorted sooner than read in order: without a sort it shows whether the order of the index is of use.
      await tx.rows(sql`SELECT set_config(name, 'off', true) FROM unnest(ARRAY['enable_sort', 'enable_bitmapscan', 'enable_seqscan']) AS name`);
      return explain(tx, list);
    });
    assert.ok(nodes.some((node) => node['Index Name'] === index), index);
    assert.ok(nodes.every((node) => node['Node Type'] !== 'Sort'), index);
  }
});

test('this test sees a scan that knows no more than the account', async () => {
  assert.notDeepEqual(await wideScans((tx) => findConversationsBySubjectOrAddress(tx, 'invoice')), []);
});
