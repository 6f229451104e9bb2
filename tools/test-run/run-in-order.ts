import { createWriteStream, existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from 'node:test';
import { finished } from 'node:stream/promises';
import readableReporter from './readable-reporter.ts';
import totalsReporter from './totals-reporter.ts';

/**
 * Runs test files, and groups of them, in the order in which they are given (`node --test` would sort them), one more at a time than there are cores: there is always
 * one that waits, for a clock, a disk or a browser. Arguments: where the totals go, then the files.
 */
const [totalsFile = '', ...files] = process.argv.slice(2);
/** Longer than any single test may take; the leak watcher ends a file whose tests are over. */
const testTimeoutMs = 15 * 60_000;
const globalSetup = join(process.cwd(), 'testkit/database/global-setup.ts');

const events = run({
  files: files.map((file) => resolve(file)), concurrency: availableParallelism() + 1, timeout: testTimeoutMs,
  // A test process is short and makes much that dies young: with room for that it collects less.
  execArgv: ['--import', join(import.meta.dirname, 'watch-for-leaks.ts'), '--min-semi-space-size=32', '--max-semi-space-size=32'],
  ...(existsSync(globalSetup) ? { globalSetupPath: globalSetup } : {}),
});
events.on('test:fail', () => { process.exitCode = 1; });
events.compose(readableReporter).pipe(process.stdout);
await finished(events.compose(totalsReporter).pipe(createWriteStream(totalsFile)));
