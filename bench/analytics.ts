import { readFileSync } from 'node:fs';
import { buildRollupStep, checkRollups, countStats, findAtRisk, findFigures, findSpread, findWaitingContacts, openFigureColumns, useFigureColumns, type FigureQuestion, type LogFilter } from '#core/analytics/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { benchOptions } from './kit/bench-options.ts';
import { openBenchDatabase } from './kit/open-bench-database.ts';
import { printTable, say } from './kit/print-table.ts';
import { seedFacts } from './kit/seed-facts.ts';
import { median, percentile } from './kit/statistics.ts';

/**
 * Panels of the reports at 5 M message facts, of which the account that is asked has 3 M over three years (`--scale 0.1`: a tenth): all time from rollups, a month, filters and the spread from the facts in columns; each beside a plain
 * parallel scan of the same facts for one count, mean and median. Through core, as the app role under row-level security, warm. No subject search: only facts are there.
 */
const { isJson, isShort, scale, keptIn, paths } = benchOptions();
/** `sql`: as on a server without memory for figures. */
const isSqlOnly = paths.includes('sql');
const bench = await openBenchDatabase({ size: 2, keptIn });
const rounds = isShort ? 3 : 7;
const zone = 'Europe/Berlin';
const nowMs = Date.parse('2026-10-31T12:00:00Z');
const all: LogFilter = { zone, nowMs };
const month: LogFilter = { ...all, fromDay: '2026-09-01', toDay: '2026-09-30' };
const ten = { kind: 'agents', agentIds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], addressIds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] } as const;
const act = systemAct(1, new Date(nowMs).toISOString(), 'bench', 'live');
const home = { kind: 'contacts', addressIds: [], domains: ['home77.test'] } as const;
const groupMailbox = { kind: 'agents', agentIds: [1, 2, 3], addressIds: [1, 2, 3], channelIds: [1], through: [1] } as const;
const three = { messageTypes: ['outbound'], classifications: ['reply'], party: ten } as const satisfies Partial<LogFilter>;

interface Case { readonly what: string; readonly wantedMs: number; readonly work: (tx: Tx) => Promise<unknown>; readonly scan: string }
const scanAll = 'true';
const scanMonth = `at >= '2026-08-31T22:00Z' AND at < '2026-09-30T22:00Z'`;
const scanThree = `message_type = 'outbound' AND classification = 'reply' AND agent_id <= 10`;
const figures = (what: string, wantedMs: number, question: FigureQuestion, scan: string): Case => ({ what, wantedMs, scan, work: (tx) => findFigures(tx, question) });
const cases: readonly Case[] = [
  figures('all time', 100, { filter: all }, scanAll),
  ...(['day', 'week', 'month', 'hour-weekday', 'agent', 'team', 'channel', 'direction'] as const).map((split) => figures(`all time by ${split}`, 100, { filter: all, split }, scanAll)),
  figures('90 days by agent', 100, { filter: { ...all, fromDay: '2026-07-15', toDay: '2026-10-12' }, split: 'agent' }, `at >= '2026-07-14T22:00Z' AND at < '2026-10-12T22:00Z'`),
  figures('month', 100, { filter: month }, scanMonth),
  figures('month by agent', 100, { filter: month, split: 'agent' }, scanMonth),
  figures('month by hour of the week', 100, { filter: month, split: 'hour-weekday' }, scanMonth),
  figures('month, three filters', 50, { filter: { ...month, ...three } }, `${scanMonth} AND ${scanThree}`),
  figures('month, three filters, by day', 50, { filter: { ...month, ...three }, split: 'day' }, `${scanMonth} AND ${scanThree}`),
  figures('month by contact', 1_000, { filter: month, split: 'contact' }, scanMonth),
  figures('all time, three filters', 1_000, { filter: { ...all, ...three } }, scanThree),
  figures('all time, one label', 1_000, { filter: { ...all, labels: ['label 2'] } }, scanAll),
  figures('all time, inbound conversations that wait', 1_000, { filter: { ...all, threadTypes: ['inbound'], threadStatuses: ['await-agent'] } }, scanAll),
  figures('all time, a domain', 1_000, { filter: { ...all, party: home } }, scanAll),
  figures('all time, ten agents with a domain', 1_000, { filter: { ...all, party: ten, communicatingWith: home } }, scanAll),
  figures('all time by label', 1_000, { filter: all, split: 'label' }, scanAll),
  figures('all time by contact', 1_000, { filter: all, split: 'contact' }, scanAll),
  figures('all time by domain', 1_000, { filter: all, split: 'domain' }, scanAll),
  figures('all time, three filters, by week', 1_000, { filter: { ...all, ...three }, split: 'week' }, scanThree),
  figures('all time, ten agents, by day', 1_000, { filter: { ...all, party: ten }, split: 'day' }, scanThree),
  figures('all time, two touches or more, by month', 1_000, { filter: { ...all, touchesMin: 2 }, split: 'month' }, scanAll),
  figures('all time, first reply over an hour', 1_000, { filter: { ...all, repliesOverSeconds: 3_600 } }, scanAll),
  figures('a year, three filters, by agent', 1_000, { filter: { ...all, ...three, fromDay: '2025-11-01', toDay: '2026-10-31' }, split: 'agent' }, scanThree),
  figures('month, a group mailbox', 1_000, { filter: { ...month, party: groupMailbox } }, scanMonth),
  figures('all time, a group mailbox', 1_000, { filter: { ...all, party: groupMailbox } }, scanAll),
  { what: 'overview page, all time: total, by month', wantedMs: 100, scan: scanAll, work: async (tx) => [await findFigures(tx, { filter: all }), await findFigures(tx, { filter: all, split: 'month' })] },
  { what: 'overview page, month: this, the one before, by day', wantedMs: 100, scan: scanMonth, work: async (tx) => [
    await findFigures(tx, { filter: month }), await findFigures(tx, { filter: { ...all, fromDay: '2026-08-02', toDay: '2026-08-31' } }), await findFigures(tx, { filter: month, split: 'day' })] },
  { what: 'distribution, month', wantedMs: 100, work: (tx) => findSpread(tx, act, month, 'overallReply'), scan: scanMonth },
  { what: 'distribution, all time', wantedMs: 100, work: (tx) => findSpread(tx, act, all, 'overallReply'), scan: scanAll },
  { what: 'at risk now', wantedMs: 100, work: (tx) => findAtRisk(tx, act), scan: scanMonth },
  { what: 'contacts waiting longest', wantedMs: 100, work: (tx) => findWaitingContacts(tx, act), scan: scanMonth },
  { what: 'stats of the log, month', wantedMs: 1_000, work: (tx) => countStats(tx, month), scan: scanMonth },
  { what: 'stats of the log, all time', wantedMs: 5_000, work: (tx) => countStats(tx, all), scan: scanAll },
];

/** Processor time that a backend and this process have used (Linux; parallel workers are not in it). A machine that others use too tells more by it than by the clock. */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

try {
  const { rows: [kept] } = await bench.owner.query<{ isSeeded: boolean }>('SELECT EXISTS (SELECT FROM message_facts) AS "isSeeded"');
  if (!kept!.isSeeded) await seedFacts(bench.owner, { conversations: Math.round(1_000_000 * scale), onStep: (name, seconds) => say(`${name}: ${seconds.toFixed(1)} s`) });
  const start = performance.now();
  await bench.database.withAccount(1, (tx) => checkRollups(tx));
  for (let isDone = false; !isDone;) isDone = await bench.database.withAccount(1, (tx) => buildRollupStep(tx, 50_000), { timeoutMs: 300_000 });
  await bench.owner.query('VACUUM ANALYZE figure_rollups');
  await bench.owner.query('VACUUM ANALYZE figure_histograms');
  const { rows: [size] } = await bench.owner.query<{ facts: number; rollups: number }>(`SELECT (SELECT count(*) FROM message_facts WHERE account_id = 1)::int AS facts,
    ((pg_total_relation_size('figure_rollups') + pg_total_relation_size('figure_histograms')) / 1048576)::int AS rollups`);
  say(`rollups of ${size!.facts} message facts built in ${((performance.now() - start) / 1000).toFixed(0)} s, ${size!.rollups} MB`);
  await bench.owner.query(`SET jit = off; SET max_parallel_workers_per_gather = 2; SET work_mem = '64MB'`);
  const columns = openFigureColumns(bench.connection, { onNews: (news) => say(`columns: ${JSON.stringify(news)}`) });
  const endColumns = isSqlOnly ? () => {} : useFigureColumns(bench.connection, columns);
  if (!isSqlOnly) await columns.loaded(1);
  const rows = [];
  for (const { what, wantedMs, work, scan } of cases) {
    const [own, plain, cpu]: [number[], number[], number[]] = [[], [], []];
    for (let round = -1; round < rounds; round += 1) {
      const begun = performance.now();
      const used = await bench.database.withAccount(1, async (tx) => {
        const { pid } = await tx.one(sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`);
        const at = cpuMs(pid) + process.cpuUsage().user / 1000;
        await work(tx);
        return cpuMs(pid) + process.cpuUsage().user / 1000 - at;
      }, { timeoutMs: 120_000, isolation: 'repeatable read', readOnly: true });
      const done = performance.now();
      await bench.owner.query(`SELECT count(*), avg(span_business), percentile_disc(0.5) WITHIN GROUP (ORDER BY span_business) FROM message_facts WHERE account_id = 1 AND ${scan}`);
      if (round >= 0) {
        own.push(done - begun);
        plain.push(performance.now() - done);
        cpu.push(used);
      }
    }
    rows.push({ what, 'p50 ms': median(own), 'worst ms': percentile(own, 1), 'CPU p50 ms': Math.round(median(cpu)), 'plain scan p50 ms': median(plain), ratio: median(own.map((value, at) => value / plain[at]!)), 'wanted ms': wantedMs, held: median(own) <= wantedMs ? 'yes' : 'no' });
    say(`${what}: ${median(own).toFixed(1)} ms, CPU ${median(cpu).toFixed(0)} ms`);
  }
  endColumns();
  await columns.close();
  printTable(`analytics at ${size!.facts} message facts of one account`, rows, isJson);
} finally {
  await bench.close();
}
