import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { systemAct } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { openSeededLog, type SeededLog } from '../log/testing/open-seeded-log.ts';
import { seededRandom } from '#testkit/corpora/seeded-random.ts';
import { countLive, countLiveByAgent, findReportRows, findReportSeries, findReportSummary, reportBuckets, reportGroups, reportMetrics, type ReportQuestion, type ReportRow, type ReportScope } from './index.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const random = seededRandom(seed);
const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!;
let log: SeededLog;
before(async () => {
  log = await openSeededLog({ seed: seed % 1_000, conversations: 150 });
  // What the seed leaves alike: who has it, which team, what became of it.
  await log.database.withAccount(log.account, async (tx) => {
    await tx.run(sql`UPDATE conversations SET assignee_id = (SELECT id FROM agents WHERE account_id = conversations.account_id ORDER BY (id * 7 + conversations.id) % 11 LIMIT 1) WHERE id % 3 <> 0`);
    await tx.run(sql`UPDATE conversations SET team_id = (SELECT min(id) FROM teams WHERE account_id = conversations.account_id) WHERE id % 4 = 0`);
    await tx.run(sql`UPDATE conversations SET life = CASE id % 9 WHEN 0 THEN 'spam' WHEN 1 THEN 'deleted' WHEN 2 THEN 'resolved' ELSE 'open' END, handler = CASE WHEN id % 5 = 0 THEN 'bot' ELSE 'person' END,
      started_at = (SELECT f.started_at FROM conversation_facts f WHERE f.account_id = conversations.account_id AND f.conversation_id = conversations.id), waiting_since = CASE WHEN id % 2 = 0 THEN now() END
      WHERE EXISTS (SELECT FROM conversation_facts f WHERE f.account_id = conversations.account_id AND f.conversation_id = conversations.id)`);
    await tx.run(sql`UPDATE message_facts SET wait_raw = coalesce(span_raw, 60), wait_business = coalesce(span_business, 30) WHERE message_type = 'outbound' AND message_id % 3 <> 1`);
    await tx.run(sql`UPDATE message_facts SET excluded_because = 'filtered' WHERE message_id % 13 = 0`);
    await tx.run(sql`UPDATE conversation_facts SET closed_at = last_at + interval '1 hour', close_raw = 1000 + conversation_id % 77, close_business = 500 WHERE conversation_id % 3 = 0`);
  }, { timeoutMs: 60_000 });
});
after(() => log.close());

const act = () => systemAct(log.account, '2024-05-06T12:00:00.000Z', 'test');
const zones = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', '-05:30', '+14:00'];

interface Plain { readonly conversation: Record<string, unknown>; readonly messages: Record<string, unknown>[]; readonly facts: Record<string, unknown> | undefined; readonly labels: readonly number[] }

/** Everything of the account, row by row: what is counted below knows nothing of the statements. */
async function readPlain(tx: Tx): Promise<Plain[]> {
  const all = <T>(table: 'conversations' | 'message_facts' | 'conversation_facts' | 'conversation_labels') => tx.rows(sql<{ row: T }>`SELECT to_jsonb(t) AS row FROM ${sql.table(table)} t WHERE account_id = ${tx.accountId}`).then((rows) => rows.map(({ row }) => row));
  type Row = Record<string, unknown>;
  const [conversations, messages, facts, labels] = [await all<Row>('conversations'), await all<Row>('message_facts'), await all<Row>('conversation_facts'), await all<Row>('conversation_labels')];
  return conversations.map((conversation) => ({
    conversation, messages: messages.filter((each) => each['conversation_id'] === conversation['id']), facts: facts.find((each) => each['conversation_id'] === conversation['id']),
    labels: labels.filter((each) => each['conversation_id'] === conversation['id']).map((each) => each['label_id'] as number),
  }));
}

function bruteRows(plain: readonly Plain[], { metric, scope, from, before: end, inBusinessTime }: ReportQuestion): ReportRow[] {
  const isIn = (at: unknown): boolean => typeof at === 'string' && Date.parse(at) >= Date.parse(from) && Date.parse(at) < Date.parse(end);
  return plain.filter(({ conversation: { life, merged_into: merged } }) => merged === null && life !== 'deleted' && life !== 'spam').flatMap(({ conversation, messages, facts, labels }): ReportRow[] => {
    const fits = (agent: unknown, channel: unknown): boolean => {
      switch (scope.kind) {
        case 'account': return true;
        case 'agent': return agent === scope.id;
        case 'channel': return channel === scope.id;
        case 'team': return conversation['team_id'] === scope.id;
        case 'label': return labels.includes(scope.id);
      }
    };
    const row = (at: unknown, value: unknown, messageId: unknown = null): ReportRow => ({ conversationId: conversation['id'] as number, messageId: messageId as number | null, at: at as string, value: value as number | null });
    switch (metric) {
      case 'conversations': return isIn(conversation['started_at']) && fits(conversation['assignee_id'], conversation['channel_id']) ? [row(conversation['started_at'], null)] : [];
      case 'incomingMessages': case 'outgoingMessages': {
        const isIncoming = metric === 'incomingMessages';
        return messages.filter((m) => m['message_type'] === (isIncoming ? 'inbound' : 'outbound') && m['excluded_because'] !== 'filtered' && isIn(m['at']) && fits(isIncoming ? conversation['assignee_id'] : m['agent_id'], m['channel_id']))
          .map((m) => row(m['at'], null, m['message_id']));
      }
      case 'replyTime': return messages.filter((m) => m['wait_raw'] !== null && isIn(m['at']) && fits(m['agent_id'], m['channel_id'])).map((m) => row(m['at'], inBusinessTime ? m['wait_business'] : m['wait_raw'], m['message_id']));
      case 'firstReplyTime': return facts && isIn(facts['first_reply_at']) && fits(facts['first_reply_agent_id'], facts['channel_id']) ? [row(facts['first_reply_at'], inBusinessTime ? facts['first_reply_business'] : facts['first_reply_raw'], facts['first_reply_id'])] : [];
      case 'resolutions': case 'resolutionTime': {
        const value = inBusinessTime ? facts?.['close_business'] : facts?.['close_raw'];
        return facts && isIn(facts['closed_at']) && (metric === 'resolutions' || typeof value === 'number') && fits(conversation['assignee_id'], facts['channel_id']) ? [row(facts['closed_at'], metric === 'resolutions' ? null : value)] : [];
      }
    }
  });
}

const keyOf = (rows: readonly ReportRow[]): string[] => rows.map(({ conversationId, messageId, at, value }) => `${conversationId} ${messageId} ${Date.parse(at)} ${value}`).toSorted();
const meanOf = (rows: readonly ReportRow[]): number | null => {
  const values = rows.flatMap(({ value }) => value ?? []);
  return values.length === 0 ? null : Math.round(values.reduce((sum, value) => sum + value, 0) / values.length * 1_000);
};

test('every figure, by whatever it is of, in whatever zone and group, is the rows behind it, counted one by one', async (context) => {
  context.diagnostic(`SEED=${seed}`);
  const { plain, scopes, span } = await log.read(async (tx) => {
    const rows = await readPlain(tx);
    const ids = (table: 'agents' | 'channels' | 'labels' | 'teams') => tx.rows(sql<{ id: number }>`SELECT id FROM ${sql.table(table)} WHERE account_id = ${tx.accountId}`).then((found) => found.map(({ id }) => id));
    const of = (kind: Exclude<ReportScope['kind'], 'account'>, all: readonly number[]): ReportScope[] => all.map((id) => ({ kind, id }));
    const found: ReportScope[] = [{ kind: 'account' }, ...of('agent', await ids('agents')), ...of('channel', await ids('channels')), ...of('label', await ids('labels')), ...of('team', await ids('teams'))];
    const times = rows.flatMap(({ messages }) => messages.map((m) => Date.parse(String(m['at']))));
    return { plain: rows, scopes: found, span: [Math.min(...times), Math.max(...times)] as const };
  });
  // Each metric of each kind of thing first, then as it comes.
  const cells = reportMetrics.flatMap((metric) => [...new Set(scopes.map(({ kind }) => kind))].map((kind) => ({ metric, scope: pick(scopes.filter((each) => each.kind === kind)) })));
  assert.equal(cells.length, reportMetrics.length * 5);
  let counted = 0;
  for (let round = 0; round < 120; round += 1) {
    const at = (): number => span[0] - 86_400_000 + Math.floor(random() * (span[1] - span[0] + 3 * 86_400_000));
    const [start, end] = [at(), at()].toSorted((a, b) => a - b) as [number, number];
    const question: ReportQuestion = {
      ...(cells[round] ?? { metric: pick(reportMetrics), scope: pick(scopes) }), inBusinessTime: random() < 0.3,
      from: new Date(start).toISOString(), before: new Date(end + 1_000).toISOString(),
    };
    const group = pick(reportGroups.filter((each) => each !== 'hour' || end - start < 60 * 86_400_000));
    const zone = pick(zones);
    const expected = bruteRows(plain, question);
    const [rows, series] = await log.read(async (tx) => [await findReportRows(tx, act(), question, { limit: 10_000 }), await findReportSeries(tx, act(), { ...question, group, zone })] as const);
    const what = `${JSON.stringify(question)} ${group} ${zone} SEED=${seed}`;
    assert.deepEqual(keyOf(rows), keyOf(expected), what);
    const starts = series.map((bucket) => Date.parse(bucket.at));
    for (const [index, bucket] of series.entries()) {
      const inside = expected.filter((row) => Date.parse(row.at) >= starts[index]! && (index + 1 === starts.length || Date.parse(row.at) < starts[index + 1]!));
      assert.equal(bucket.count, inside.length, `${what} at ${bucket.at}`);
      assert.equal(bucket.mean === null ? null : Math.round(bucket.mean * 1_000), meanOf(inside), `${what} at ${bucket.at}`);
    }
    assert.equal(series.reduce((sum, { count }) => sum + count, 0), expected.length, what);
    counted += expected.length;
  }
  assert.ok(counted > 500, `only ${counted} rows were looked at`);
  context.diagnostic(`${counted} rows in 120 questions`);

  const period = { from: new Date(span[1] - 20 * 86_400_000).toISOString(), before: new Date(span[1] + 1_000).toISOString() };
  const earlier = { from: new Date(2 * Date.parse(period.from) - Date.parse(period.before)).toISOString(), before: period.from };
  for (const scope of scopes.slice(0, 8)) {
    const summary = await log.read((tx) => findReportSummary(tx, act(), { ...period, scope }));
    for (const metric of reportMetrics) {
      for (const [figure, of] of [[summary.now[metric], period], [summary.previous[metric], earlier]] as const) {
        const expected = bruteRows(plain, { ...of, metric, scope });
        assert.deepEqual([figure.count, figure.mean === null ? null : Math.round(figure.mean * 1_000)], [expected.length, meanOf(expected)], `${metric} ${JSON.stringify(scope)} SEED=${seed}`);
      }
    }
  }
  const live = await log.read((tx) => countLive(tx, act()));
  const open = plain.filter(({ conversation: c }) => c['life'] === 'open' && c['merged_into'] === null && c['handler'] === 'person');
  assert.deepEqual(live, { open: open.length, unattended: open.filter(({ conversation: c }) => c['waiting_since'] !== null).length, unassigned: open.filter(({ conversation: c }) => c['assignee_id'] === null).length });
  const byAgent = await log.read((tx) => countLiveByAgent(tx, act()));
  assert.equal([...byAgent.values()].reduce((sum, each) => sum + each.open, 0), live.open - live.unassigned);
});

test('buckets are local days: those of a clock change have 23 and 25 hours, and a day whose midnight is missing begins at one', () => {
  const hours = (from: string, before: string, zone: string) => {
    const starts = reportBuckets({ from, before }, 'day', zone).map((at) => Date.parse(at));
    return starts.slice(1).map((at, index) => (at - starts[index]!) / 3_600_000);
  };
  assert.deepEqual(hours('2024-03-30T12:00:00Z', '2024-04-01T12:00:00Z', 'Europe/Berlin'), [24, 23]);
  assert.deepEqual(hours('2024-10-26T12:00:00Z', '2024-10-28T12:00:00Z', 'Europe/Berlin'), [24, 25]);
  assert.deepEqual(reportBuckets({ from: '2018-11-04T12:00:00Z', before: '2018-11-04T13:00:00Z' }, 'day', 'America/Sao_Paulo'), ['2018-11-04T03:00:00Z']);
  assert.deepEqual(reportBuckets({ from: '2024-05-08T00:00:00Z', before: '2024-05-14T00:00:00Z' }, 'week', 'UTC'), ['2024-05-06T00:00:00Z', '2024-05-13T00:00:00Z']);
  assert.deepEqual(reportBuckets({ from: '2024-01-31T23:30:00Z', before: '2024-03-02T00:00:00Z' }, 'month', '-01:00'), ['2024-01-01T01:00:00Z', '2024-02-01T01:00:00Z', '2024-03-01T01:00:00Z']);
  assert.throws(() => reportBuckets({ from: '2000-01-01T00:00:00Z', before: '2024-01-01T00:00:00Z' }, 'hour', 'UTC'), { code: 'invalid' });
});

test('a period that ends before it begins is refused, and so is who may not read reports', async () => {
  const question = { metric: 'conversations', scope: { kind: 'account' }, from: '2024-05-02T00:00:00Z', before: '2024-05-01T00:00:00Z', group: 'day', zone: 'UTC' } as const;
  await assert.rejects(log.read((tx) => findReportSeries(tx, act(), question)), { code: 'invalid' });
  const nobody = { ...act(), actor: { kind: 'user', id: 1, permissions: new Set<never>() } } as const;
  const asks: ((tx: Tx) => Promise<unknown>)[] = [(tx) => findReportSeries(tx, nobody, question), (tx) => findReportSummary(tx, nobody, question), (tx) => findReportRows(tx, nobody, question), (tx) => countLive(tx, nobody), (tx) => countLiveByAgent(tx, nobody)];
  for (const ask of asks) await assert.rejects(log.read(ask), { code: 'forbidden' });
});
