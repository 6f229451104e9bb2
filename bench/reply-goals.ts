import { readFileSync } from 'node:fs';
import { countStats, previewReplyGoals, setReplyGoals, type ReplyGoals } from '#core/analytics/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { benchOptions } from './kit/bench-options.ts';
import { openBenchDatabase } from './kit/open-bench-database.ts';
import { printTable, say } from './kit/print-table.ts';
import { percentile } from './kit/statistics.ts';

/**
 * The preview of reply-time goals (the last 30 days against two sets of goals) in one account of 1,000,000 conversations with 5 mails each over three years (`--scale 0.02`: a
 * fiftieth of it): 140,000 mails in the days that are judged. Through core, as the app role under row-level security. Only the facts are there, and of those the last 120 days unless
 * `--whole` is given: it reads nothing else, and older rows only make its indexes a level deeper.
 */
const isWhole = process.argv.includes('--whole');
const { isJson, isShort, scale } = benchOptions(process.argv.slice(2).filter((word) => word !== '--whole'));
const bench = await openBenchDatabase({ size: 2 });
const conversations = Math.round(1_000_000 * scale);
/** The last 120 days; `--whole`: all three years. */
const first = isWhole ? 1 : Math.round(conversations * (1 - 120 / 1_094));
const act = systemAct(1, '2026-10-31T12:00:00.000Z', 'bench');
const hour = (firstReply: number): ReplyGoals => ({ firstReply: { goal: firstReply, bands: [] }, overall: { goal: 3_600, bands: [] }, close: { goal: 86_400, bands: [] } });

/** Processor time that a backend has used (Linux; its parallel workers are not in it). A machine that others use too tells more by it than by the clock. */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

try {
  const start = performance.now();
  for (const statement of [
    `SET synchronous_commit = off`,
    `INSERT INTO accounts (id, slug, name, created_at) VALUES (1, 'acme', 'Acme', '2023-11-01')`,
    `INSERT INTO conversation_facts (account_id, conversation_id, channel_id, type, status, started_at, last_at, mail_count, first_reply_id, first_reply_at, initial_reply_business, initial_reply_raw, initial_relevant,
        initial_included, initial_outlier, touches, nudges, reply_count, agent_reply_count, forward_count, has_contact_success, closed_at, close_mail_raw, close_mail_business)
      SELECT 1, n, n % 5 + 1, 'inbound', CASE n % 2 WHEN 0 THEN 'closed' ELSE 'await-customer' END, at, at + interval '2 days', 5, n * 5 - 3, at + interval '9.6 hours', (n::bigint * 7919 % 20000)::int, (n::bigint * 7919 % 60000)::int, true,
        true, n % 200 = 0, 2, 0, 4, 2, 0, true, at + interval '2 days', 172800, (n::bigint * 104729 % 90000)::int
      FROM (SELECT n, timestamptz '2023-11-01' + interval '1094 days' * (n / ${conversations}.0) AS at FROM generate_series(${first}, ${conversations}) n) c`,
    `INSERT INTO message_facts (account_id, message_id, conversation_id, channel_id, at, classification, message_type, is_automatic, sender_id, agent_id, joined_because, span_raw, span_business,
        is_initial_reply, is_newest, is_touch, is_nudge, is_closing, is_included, is_relevant, is_outlier)
      SELECT 1, (c.conversation_id - 1) * 5 + k, c.conversation_id, c.channel_id, c.started_at + k * interval '9.6 hours', CASE k WHEN 1 THEN 'first' ELSE 'reply' END, CASE k % 2 WHEN 1 THEN 'inbound' ELSE 'outbound' END,
        false, c.conversation_id % 20000 + 1, CASE k % 2 WHEN 0 THEN c.conversation_id % 20 + 1 END, 'references', 34560, (c.conversation_id * 7919 * k % 20000)::int, k = 2, k = 5, k % 2 = 0, false, false, true, true, false
      FROM conversation_facts c CROSS JOIN generate_series(1, 5) k`,
    `VACUUM ANALYZE`,
  ]) await bench.owner.query(statement);
  say(`${conversations - first + 1} conversations, ${(conversations - first + 1) * 5} messages in ${((performance.now() - start) / 1000).toFixed(0)} s`);
  await bench.database.withAccount(1, (tx) => setReplyGoals(tx, act, hour(1_800)));
  const zone = 'Europe/Berlin';
  const cases: Readonly<Record<string, (tx: Tx) => Promise<unknown>>> = {
    preview: (tx) => previewReplyGoals(tx, act, hour(7_200), zone),
    'a whole report of the same days, for comparison': (tx) => countStats(tx, { fromDay: '2026-10-02', toDay: '2026-10-31', zone, nowMs: Date.parse(act.now) }),
  };
  const times = new Map(Object.keys(cases).map((name) => [name, { wall: [] as number[], cpu: [] as number[] }]));
  for (let round = -1; round < (isShort ? 3 : 10); round += 1) {
    for (const [name, work] of Object.entries(cases)) {
      const [wall, cpu] = await bench.database.withAccount(1, async (tx) => {
        const { pid } = await tx.one(sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`);
        const [begun, used] = [performance.now(), cpuMs(pid)];
        await work(tx);
        return [performance.now() - begun, cpuMs(pid) - used] as const;
      }, { timeoutMs: 120_000 });
      if (round >= 0) {
        times.get(name)!.wall.push(wall);
        times.get(name)!.cpu.push(cpu);
      }
    }
  }
  printTable(`preview of reply-time goals at ${conversations} conversations`, [...times].map(([name, { wall, cpu }]) => (
    { what: name, 'p50 ms': Math.round(percentile(wall, 0.5)), 'p95 ms': Math.round(percentile(wall, 0.95)), 'CPU p50 ms': Math.round(percentile(cpu, 0.5)), wanted: 'p95 <= 1000', held: percentile(wall, 0.95) <= 1_000 ? 'yes' : 'no' })), isJson);
} finally {
  await bench.close();
}
