import { createWriteStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { finished } from 'node:stream/promises';
import readableReporter from './readable-reporter.ts';
import totalsReporter from './totals-reporter.ts';

/** Runs test files in the order in which they are given (`node --test` would sort them), two at a time. Arguments: where the totals go, then the files. */
const [totalsFile = '', ...files] = process.argv.slice(2);
/** Longer than any single test may take; the leak watcher ends a file whose tests are over. */
const testTimeoutMs = 15 * 60_000;
const globalSetup = join(process.cwd(), 'testkit/database/global-setup.ts');

const events = run({
  files: files.map((file) => join(process.cwd(), file)), concurrency: 2, timeout: testTimeoutMs, execArgv: ['--import', join(import.meta.dirname, 'watch-for-leaks.ts')],
  ...(existsSync(globalSetup) ? { globalSetupPath: globalSetup } : {}),
});
events.on('test:fail', () => { process.exitCode = 1; });
events.compose(readableReporter).pipe(process.stdout);
await finished(events.compose(totalsReporter).pipe(createWriteStream(totalsFile)));
