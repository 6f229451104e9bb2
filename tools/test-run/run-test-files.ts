import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runNode } from './run-tool.ts';
import { NONE } from './totals.ts';
import type { Totals } from './totals.ts';

const GLOBAL_SETUP = 'testkit/database/global-setup.ts';
const HERE = import.meta.dirname;
/** Longer than any single test may take; the leak watcher ends a file whose tests are over. */
const TEST_TIMEOUT_MS = 15 * 60_000;

/** Runs test files, two at a time, each in a process of its own; the counts are the runner's. */
export async function runTestFiles(root: string, files: readonly string[]): Promise<Totals> {
  if (files.length === 0) return NONE;
  const folder = mkdtempSync(join(scratchParent(), 'patchbay-tests-'));
  const totalsFile = join(folder, 'totals.json');
  // What tests write goes away with the run. Open as /tmp is: a database of theirs runs as another user.
  const scratch = join(folder, 'tmp');
  mkdirSync(scratch);
  for (const [path, mode] of [[folder, 0o755], [scratch, 0o1777]] as const) chmodSync(path, mode);
  try {
    const code = await runNode(root, [
      '--test', '--test-concurrency=2', `--test-timeout=${TEST_TIMEOUT_MS}`,
      ...(existsSync(join(root, GLOBAL_SETUP)) ? [`--test-global-setup=./${GLOBAL_SETUP}`] : []),
      '--import', join(HERE, 'watch-for-leaks.ts'),
      `--test-reporter=${join(HERE, 'readable-reporter.ts')}`, '--test-reporter-destination=stdout',
      `--test-reporter=${join(HERE, 'totals-reporter.ts')}`, `--test-reporter-destination=${totalsFile}`,
      ...files.map(escapeGlob),
    ], { TMPDIR: scratch });
    const totals = readTotals(totalsFile);
    if (totals === null) console.log('FAIL the test runner ended without its totals');
    const counted = totals ?? { ...NONE, failed: 1 };
    if (code === 0 || counted.failed > 0) return counted;
    console.log(`FAIL the test runner ended with exit code ${code}, though no test failed (global setup or teardown)`);
    return { ...counted, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In memory where there is room: most of what tests wait for is a disk that confirms their small files. */
function scratchParent(): string {
  const memory = '/dev/shm';
  if (process.platform !== 'linux' || process.env['TMPDIR'] !== undefined || !existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > 3 * 1024 ** 3 ? memory : tmpdir();
}

/** The runner reads its file arguments as globs. */
const escapeGlob = (path: string): string => path.replaceAll(/[[\]{}()*?!]/g, '[$&]');

function readTotals(path: string): Totals | null {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  return text === '' ? null : JSON.parse(text) as Totals;
}
