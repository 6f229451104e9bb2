import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isWhole as isWholeHere, walkDay } from '#testkit/walks/share-of-day.ts';
import { groupFiles } from './group-files.ts';
import { readTimes, timesFile } from './note-time.ts';
import type { TestOptions } from './options.ts';
import { runNode } from './run-tool.ts';
import { showTimes } from './show-times.ts';
import { slowestFirst } from './slowest-first.ts';
import { NONE } from './totals.ts';
import type { Totals } from './totals.ts';

const HERE = import.meta.dirname;

/** Runs test files, the slowest first, each in a process of its own or small ones with their neighbours; the counts are the runner's. */
export async function runTestFiles(root: string, files: readonly string[], { times = null, isWhole: isWholeAsked = false, day = null }: Partial<Pick<TestOptions, 'times' | 'isWhole' | 'day'>> = {}): Promise<Totals> {
  if (files.length === 0) return NONE;
  const folder = mkdtempSync(join(scratchParent(), 'patchbay-tests-'));
  const totalsFile = join(folder, 'totals.json');
  // What tests write goes away with the run. Open as /tmp is: a database of theirs runs as another user.
  const scratch = join(folder, 'tmp');
  const shared = join(folder, 'shared');
  for (const [path, mode] of [[folder, 0o755], [scratch, 0o1777], [shared, 0o755]] as const) {
    if (path !== folder) mkdirSync(path);
    chmodSync(path, mode);
  }
  try {
    const entries = groupFiles(root, slowestFirst(files)).map((group, at) => entryOf(root, folder, group, at));
    const isWhole = isWholeAsked || isWholeHere;
    // Named once, so that a run that passes midnight walks one day's shares.
    const walks = { PATCHBAY_TEST_DAY: String(day ?? walkDay), PATCHBAY_TEST_WHOLE: isWhole ? '1' : '0' };
    const code = await runNode(root, [join(HERE, 'run-in-order.ts'), totalsFile, ...entries], { TMPDIR: scratch, PATCHBAY_TEST_SHARED: shared, ...walks });
    console.log(showTimes(readTimes(shared)));
    console.log(isWhole ? 'Walks went their whole way.' : `Walks went the share of day ${walks.PATCHBAY_TEST_DAY}: --day ${walks.PATCHBAY_TEST_DAY} repeats it, --whole goes the whole way.`);
    if (times !== null && existsSync(timesFile(shared))) copyFileSync(timesFile(shared), times);
    const totals = readTotals(totalsFile);
    if (totals === null) console.log('FAIL the test runner ended without its totals');
    const counted = totals ?? { ...NONE, failed: 1 };
    if (code === 0 || counted.failed > 0) return counted;
    console.log(`FAIL the test runner ended with exit code ${code}, though no test failed (global setup or teardown, or a hook after the tests of a file)`);
    return { ...counted, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the runner runs: the file itself, or one that is written here and runs the group. */
function entryOf(root: string, folder: string, group: readonly string[], at: number): string {
  const [first = '', ...others] = group;
  if (others.length === 0) return first;
  const entry = join(folder, `group-${at}.mjs`);
  writeFileSync(entry, `import { runGroup } from ${JSON.stringify(pathToFileURL(join(HERE, 'run-group.ts')).href)};\nrunGroup(${JSON.stringify(group.map((file) => join(root, file)))});\n`);
  return entry;
}

/** In memory where there is room: most of what tests wait for is a disk that confirms their small files. */
function scratchParent(): string {
  const memory = '/dev/shm';
  if (process.platform !== 'linux' || process.env['TMPDIR'] !== undefined || !existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > 3 * 1024 ** 3 ? memory : tmpdir();
}

function readTotals(path: string): Totals | null {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  return text === '' ? null : JSON.parse(text) as Totals;
}
