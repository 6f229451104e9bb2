import { join } from 'node:path';
import { runGuards } from './guards/run-guards.ts';
import { findTestFiles } from './test-run/find-test-files.ts';
import { USAGE, isWanted, readOptions } from './test-run/options.ts';
import type { TestOptions } from './test-run/options.ts';
import { runTestFiles } from './test-run/run-test-files.ts';
import { runTool } from './test-run/run-tool.ts';
import { NONE, addTotals, formatTotals } from './test-run/totals.ts';

/** `npm test`: the guards, the type checker, the linter and every test; the last line holds the totals. */
const options = readOptions(process.argv.slice(2));
if (options === null) {
  console.error(USAGE);
  process.exitCode = process.argv.includes('--help') ? 0 : 2;
} else process.exitCode = await runAll(join(import.meta.dirname, '..'), options);

async function runAll(root: string, wanted: TestOptions): Promise<number> {
  let totals = NONE;
  if (isWanted(wanted, 'guards')) totals = addTotals(totals, { skipped: 0, ...await runGuards(root, (line) => { console.log(line); }) });
  if (isWanted(wanted, 'tsc')) {
    totals = addTotals(totals, await runTool(root, 'tsc', 'typescript/bin/tsc', ['--noEmit']));
    // Its JSX is Preact's: a configuration of its own. Its tests, which start a server, are in the other, so that the server is checked once.
    totals = addTotals(totals, await runTool(root, 'tsc web/widget', 'typescript/bin/tsc', ['--noEmit', '--project', 'web/widget']));
  }
  if (isWanted(wanted, 'oxlint')) totals = addTotals(totals, await runTool(root, 'oxlint', 'oxlint/bin/oxlint', ['--type-aware', '--deny-warnings']));
  const files = findTestFiles(root, wanted);
  totals = addTotals(totals, await runTestFiles(root, files, wanted));
  if (totals.passed + totals.failed + totals.skipped === 0) {
    console.error(`Nothing matches ${wanted.only ?? ''}`);
    return 2;
  }
  console.log(`\n${formatTotals(totals)}`);
  return totals.failed > 0 ? 1 : 0;
}
