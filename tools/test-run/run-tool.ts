import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { NONE } from './totals.ts';
import type { Totals } from './totals.ts';

/** Runs a checker from node_modules as one test: passed when it exits with 0. Its output goes straight to ours. */
export async function runTool(root: string, name: string, script: string, args: readonly string[]): Promise<Totals> {
  const startedAt = performance.now();
  const code = await runNode(root, [join(root, 'node_modules', script), ...args]);
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${Math.round(performance.now() - startedAt)} ms)`);
  return code === 0 ? { ...NONE, passed: 1 } : { ...NONE, failed: 1 };
}

/** Runs this very Node in the repository, with the repository's own commands first on the PATH; gives its exit code. */
export async function runNode(root: string, args: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<number> {
  const environment = {
    ...process.env,
    PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}`,
    /** Set inside a test: a runner that finds it would take itself for a test file. */
    NODE_TEST_CONTEXT: undefined,
    NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? join(root, '.cache', 'compile'),
    ...more,
  };
  const child = spawn(process.execPath, args, { cwd: root, env: environment, stdio: ['ignore', 'inherit', 'inherit'] });
  const stop = (signal: NodeJS.Signals): void => { child.kill(signal); };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return await new Promise((resolve) => {
    child.on('error', (error) => { console.error(error.message); resolve(1); });
    child.on('close', (code) => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      resolve(code ?? 1);
    });
  });
}
