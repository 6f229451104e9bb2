import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { groupFiles, isOfItsProcess } from './group-files.ts';
import { slowest } from './slowest-first.ts';

const root = mkdtempSync(join(tmpdir(), 'group-files-'));
after(() => { rmSync(root, { recursive: true, force: true }); });

function groupsOf(files: readonly string[], sources: Readonly<Record<string, string>> = {}): string[][] {
  for (const file of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), sources[file] ?? "test('x', () => {});\n");
  }
  return groupFiles(root, files);
}

test('neighbours share a process, slow files and those of another package do not, and each file is in one group', () => {
  const files = [slowest[0]!, 'core/a/a.test.ts', 'core/b/b.test.ts', 'core/b/c.slow.test.ts', 'core/b/d.test.ts', 'dialects/x/a.test.ts', 'dialects/x/e/b.test.ts', 'dialects/y/a.test.ts', 'storage/embedded/a.test.ts', 'storage/embedded/b.test.ts'];
  assert.deepEqual(groupsOf(files), [
    [slowest[0]], ['core/a/a.test.ts', 'core/b/b.test.ts', 'core/b/d.test.ts'], ['core/b/c.slow.test.ts'], ['dialects/x/a.test.ts', 'dialects/x/e/b.test.ts'], ['dialects/y/a.test.ts'], ['storage/embedded/a.test.ts'], ['storage/embedded/b.test.ts'],
  ]);
  const many = Array.from({ length: 95 }, (_, at) => `core/m/${at}.test.ts`);
  const groups = groupsOf(many);
  assert.deepEqual(groups.flat(), many);
  assert.ok(groups.every(({ length }) => length <= 14) && groups.length <= 7);
});

test('a file that takes hold of its process has it for itself', () => {
  assert.deepEqual(groupsOf(['core/p/a.test.ts', 'core/p/b.test.ts', 'core/p/c.test.ts'], { 'core/p/b.test.ts': "process.once('warning', () => {});\n" }), [['core/p/a.test.ts', 'core/p/c.test.ts'], ['core/p/b.test.ts']]);
  for (const source of ["mock.timers.enable();", "process.on('SIGTERM', stop);", 'process.chdir(folder);', "process.env['A'] = 'b';", 'process.env.A = 1;', 'process.exit(1);', 'process.cpuUsage();', 'const one = await two();', 'await before();']) assert.ok(isOfItsProcess(`x;\n${source}\n`), source);
  for (const source of ["const seed = Number(process.env['SEED'] ?? 1);", 'process.execPath;', '  await work();', 'process.kill(pid);', "if (process.env['A'] === 'b') x();"]) assert.ok(!isOfItsProcess(`x;\n${source}\n`), source);
});
