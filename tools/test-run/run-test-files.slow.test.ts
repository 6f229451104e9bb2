import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

const RUNNER = JSON.stringify(join(import.meta.dirname, 'run-test-files.ts'));

/** Runs planted test files and gives what was printed and, parsed from its last line, the totals. */
function runPlanted(files: Record<string, string>): { output: string; totals: unknown } {
  const root = mkdtempSync(join(tmpdir(), 'planted-tests-'));
  try {
    for (const [name, source] of Object.entries(files)) writeFileSync(join(root, name), `import { test } from 'node:test';\n${source}`);
    const script = `import { runTestFiles } from ${RUNNER}; console.log(JSON.stringify(await runTestFiles(process.cwd(), ${JSON.stringify(Object.keys(files))})));`;
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: root, encoding: 'utf8', env: { ...process.env, NODE_TEST_CONTEXT: undefined, NODE_COMPILE_CACHE: '' } });
    return { output: child.stdout + child.stderr, totals: JSON.parse(child.stdout.trimEnd().split('\n').at(-1) ?? 'null') };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

test('passed, failed and skipped tests are counted, failures shown in full and skips with their reason', () => {
  const { output, totals } = runPlanted({
    'a.test.mjs': "test('fine', () => {});\ntest('wrong', () => { throw new Error('because of this'); });\ntest('absent', { skip: 'install chromium' }, () => {});",
  });
  assert.deepEqual(totals, { passed: 1, failed: 1, skipped: 1 });
  assert.match(output, /FAIL a\.test\.mjs:3 wrong\n\s+Error: because of this/);
  assert.match(output, /Skipped:\n {2}a\.test\.mjs:4 absent: install chromium/);
});

test('a file that cannot be loaded counts as failed', () => {
  assert.deepEqual(runPlanted({ 'a.test.mjs': "throw new Error('no');" }).totals, { passed: 0, failed: 1, skipped: 0 });
});

test('a file that leaves something running is ended and counts as failed', () => {
  const { output, totals } = runPlanted({ 'a.test.mjs': "test('leaks', () => { setInterval(() => {}, 1000); });" });
  assert.deepEqual(totals, { passed: 1, failed: 1, skipped: 0 });
  assert.match(output, /process still lives after \d+ s: Timeout/);
});
