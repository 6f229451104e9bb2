import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { systemAct } from '#core/kernel/index.ts';
import { clientOptions, sql } from '#storage/index.ts';
import { openSeededLog, type SeededLog } from '../log/testing/open-seeded-log.ts';
import { explain, recordStatements } from '../log/testing/record-statements.ts';
import { countLive, countLiveByAgent, findReportSeries, reportMetrics, type ReportScope } from './index.ts';

/** The index by which each metric finds the rows of its period. */
const indexOf = { conversations: 'conversations_by_start', incomingMessages: 'message_facts_by_time', outgoingMessages: 'message_facts_by_time', replyTime: 'message_facts_by_time', firstReplyTime: 'conversation_facts_by_first_reply', resolutions: 'conversation_facts_by_close', resolutionTime: 'conversation_facts_by_close' } as const;

let log: SeededLog;
before(async () => {
  log = await openSeededLog({ seed: 12, conversations: 600 });
  await log.database.withAccount(log.account, (tx) => tx.run(sql`UPDATE conversations SET team_id = 1 WHERE id % 2 = 0`));
  const owner = new pg.Client(clientOptions(log.database.connection, 'owner'));
  await owner.connect();
  await owner.query('ANALYZE');
  // Plans as for a history of years: the planner is told that there are 250 times as many rows.
  await owner.query(`UPDATE pg_class SET reltuples = reltuples * 250, relpages = relpages * 250 WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i') AND reltuples > 0`);
  await owner.end();
});
after(() => log.close());

const period = { from: '2024-04-19T22:00:00Z', before: '2024-04-20T22:00:00Z', group: 'day', zone: 'Europe/Berlin' } as const;
const scopes: readonly ReportScope[] = [{ kind: 'account' }, { kind: 'agent', id: 1 }, { kind: 'channel', id: 1 }, { kind: 'label', id: 1 }, { kind: 'team', id: 1 }];

test('a report of a period reads the rows of the period by the index of its metric, under row security, whatever it is of', async () => {
  const act = systemAct(log.account, '2024-05-06T12:00:00.000Z', 'test');
  const wrong: string[] = [];
  for (const metric of reportMetrics) {
    for (const scope of scopes) {
      const nodes = await log.read(async (tx) => {
        const recorder = recordStatements(tx);
        await findReportSeries(recorder.tx, act, { metric, scope, ...period });
        await tx.rows(sql`SELECT set_config(name, 'off', true) FROM unnest(ARRAY['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin']) AS name`);
        const found = [];
        for (const statement of recorder.statements) found.push(...await explain(tx, statement));
        return found;
      });
      const wanted = nodes.find((node) => node['Index Name'] === indexOf[metric]);
      if (!wanted || !/(?:started_at|first_reply_at|closed_at|\bat\b) >= /.test(String(wanted['Index Cond'] ?? ''))) wrong.push(`${metric} ${scope.kind}: ${nodes.map((node) => `${node['Node Type']} ${node['Index Name'] ?? ''} ${node['Index Cond'] ?? ''}`).join(' | ')}`);
      if (nodes.some((node) => node['Node Type'] === 'Seq Scan' && ['conversations', 'message_facts', 'conversation_facts'].includes(node['Relation Name'] ?? ''))) wrong.push(`${metric} ${scope.kind}: a whole table is read`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('what is open now is counted over what is open, by an index', async () => {
  const act = systemAct(log.account, '2024-05-06T12:00:00.000Z', 'test');
  for (const count of [countLive, countLiveByAgent]) {
    const nodes = await log.read(async (tx) => {
      const recorder = recordStatements(tx);
      await count(recorder.tx, act);
      await tx.rows(sql`SELECT set_config('enable_seqscan', 'off', true)`);
      return explain(tx, recorder.statements[0]!);
    });
    assert.ok(nodes.some((node) => /life = 'open'/.test(String(node['Index Cond'] ?? '')) || node['Index Name'] === 'conversations_open_counts'), JSON.stringify(nodes.map((node) => [node['Node Type'], node['Index Name'], node['Index Cond']])));
  }
});
