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

test('of files that share a process each has its own hooks and its own line; one that cannot be loaded or fails its hook counts as failed, and the others go on', () => {
  const hooks = (name: string): string => `import { after, before, beforeEach } from 'node:test';\nlet on = 0;\nbefore(() => { globalThis.inside = '${name}'; });\nbeforeEach(() => { on += 1; });\nafter(() => { globalThis.inside = undefined; });\n`
    + `test('${name} one', () => { if (globalThis.inside !== '${name}' || on !== 1) throw new Error('not alone'); });\ntest('${name} two', () => { if (on !== 2) throw new Error('hooks of others'); });`;
  const { output, totals } = runPlanted({
    'a.test.mjs': hooks('a'), 'b.test.mjs': "throw new Error('no');", 'c.test.mjs': hooks('c'),
    'd.test.mjs': "import { before } from 'node:test';\nbefore(() => { throw new Error('no hook'); });\ntest('d one', () => {});",
    'e.test.mjs': "test('e', { skip: 'why' }, () => {});\ntest('e two', () => { throw new Error('wrong'); });",
    'f.test.mjs': "import { after } from 'node:test';\nafter(() => { throw new Error('no end'); });\ntest('f', () => {});",
  });
  assert.match(output, /^ok {3}a\.test\.mjs \(2 tests, /m);
  assert.match(output, /^FAIL b\.test\.mjs \(1 tests, /m);
  assert.match(output, /^ok {3}c\.test\.mjs \(2 tests, /m);
  for (const name of ['d', 'e', 'f']) assert.match(output, new RegExp(`^FAIL ${name}\\.test\\.mjs \\(`, 'm'));
  assert.match(output, /FAIL e\.test\.mjs:3 e two/);
  assert.match(output, /Error: no hook[^]+Error: no end/);
  assert.match(output, /Most time of a core[^]+ {2}[ae]\.test\.mjs\n/);
  assert.deepEqual(totals, { passed: 5, failed: 3, skipped: 1 });
});

test('of files that share a process the one that left something running is told by what lived when each was over', () => {
  const { output, totals } = runPlanted({ 'a.test.mjs': "test('clean', () => {});", 'b.test.mjs': "test('leaks', () => { setInterval(() => {}, 1000); });", 'c.test.mjs': "test('also clean', () => {});" });
  assert.ok((totals as { failed: number }).failed > 0);
  assert.match(output, / {2}a\.test\.mjs: *\n {2}b\.test\.mjs: .*Timeout/);
});

test('where one of them ends their process, it and those after it are named as failed', () => {
  const { output, totals } = runPlanted({ 'a.test.mjs': "test('fine', () => {});", 'b.test.mjs': "test('ends it', () => { process.kill(process.pid, 'SIGKILL'); });", 'c.test.mjs': "test('never run', () => {});" });
  assert.ok((totals as { failed: number }).failed > 0);
  for (const name of ['b', 'c']) assert.match(output, new RegExp(`^FAIL ${name}\\.test\\.mjs \\(the process it shared ended`, 'm'));
  assert.match(output, /\nFailed:[^]* {2}c\.test\.mjs: its end was not told/);
});
