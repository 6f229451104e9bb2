import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setupAccount } from '#core/accounts/index.ts';
import { factsConsumer } from '#core/analytics/index.ts';
import { ensureChannel } from '#core/channels/index.ts';
import { searchConsumer } from '#core/desk/index.ts';
import { catchUp } from '#core/events/index.ts';
import { openFileStore } from '#core/files/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { importMail } from '#channels/email/import/index.ts';
import { createParsePool } from '../channels/email/parse/create-parse-pool.ts';
import { openMailSource } from '../channels/email/read/open-mail-source.ts';
import { benchOptions } from './kit/bench-options.ts';
import { openBenchDatabase } from './kit/open-bench-database.ts';
import { printTable, say, type Cell } from './kit/print-table.ts';
import { median } from './kit/statistics.ts';
import { writeMbox } from './kit/write-mbox.ts';
import { probeFsync } from './probe.ts';

/**
 * Importing an mbox (the path given, or 2,000 mails that are written here) beside reading and parsing the same file with the same number of
 * threads and storing nothing. They alternate within one run; each import goes into an account of its own. Facts and search follow by
 * themselves after an import; what they take stands beside.
 */
const { isShort, isJson, paths } = benchOptions();
const bench = await openBenchDatabase();
const rounds = isShort ? 1 : 3;
const work = mkdtempSync(join(bench.dataDir, 'bench-'));
const now = new Date().toISOString();

try {
  const path = paths[0] ?? writeMbox(join(work, 'generated.mbox'), isShort ? 500 : 2_000);
  say(`${path}: ${(statSync(path).size / 1e6).toFixed(1)} MB`);
  await parseOnly(path); // warms the threads' code and the page cache
  const probes: string[] = [];
  const parsed: number[] = [];
  const imported: number[] = [];
  const followed: Record<'facts' | 'search', number[]> = { facts: [], search: [] };
  let mails = 0;
  for (let round = 0; round < rounds; round += 1) {
    probes.push(probeFsync(work, 50).p50Ms.toFixed(2));
    const steps = [async () => parsed.push((await parseOnly(path)).perSecond), async () => { mails = await importInto(round, path); }];
    for (const step of round % 2 === 0 ? steps : steps.reverse()) await step();
    say(`round ${round + 1}: parse only ${parsed.at(-1)!.toFixed(0)}/s, import ${imported.at(-1)!.toFixed(0)}/s`);
  }
  const ratios = imported.map((perSecond, round) => perSecond / parsed[round]!);
  const row = (candidate: string, perSecond: readonly number[], more: Record<string, Cell> = {}): Record<string, Cell> =>
    ({ candidate, mails, 'mails per second': Math.round(median(perSecond)), ratio: null, 'ratio min': null, wanted: '-', ...more });
  printTable('import', [
    row('parse only', parsed, { ratio: 1, 'ratio min': 1 }),
    row('import', imported, { ratio: median(ratios), 'ratio min': Math.min(...ratios), wanted: '>= 0.4', 'fsync p50 ms': probes.join(', ') }),
    row('facts, after it', followed.facts), row('search, after it', followed.search),
  ], isJson);

  async function importInto(round: number, file: string): Promise<number> {
    const { account } = await setupAccount(bench.database, { accountName: `Round ${round}`, email: `ada${round}@bench.test`, name: 'Ada', password: null, now });
    const act = systemAct(account.id, now, 'import', 'import');
    const channel = await bench.database.withAccount(account.id, (tx) => ensureChannel(tx, act, { kind: 'email', address: `help${round}@bench.test` }));
    const start = performance.now();
    const result = await importMail(bench.database, openFileStore({ dir: join(work, 'files') }), act, { paths: [file], channel, zone: null });
    imported.push(result.read / ((performance.now() - start) / 1000));
    for (const [name, consumer] of [['facts', factsConsumer], ['search', searchConsumer]] as const) {
      const before = performance.now();
      await catchUp(bench.database, [consumer]);
      followed[name].push(result.read / ((performance.now() - before) / 1000));
    }
    return result.read;
  }
} finally {
  rmSync(work, { recursive: true, force: true });
  await bench.close();
}

async function parseOnly(path: string): Promise<{ perSecond: number }> {
  const start = performance.now();
  const pool = createParsePool();
  let count = 0;
  try {
    const source = await openMailSource(path);
    for await (const _ of pool.parseAll(source.mails)) count += 1;
  } finally {
    await pool.close();
  }
  return { perSecond: count / ((performance.now() - start) / 1000) };
}
