import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { Problem } from './guard.ts';
import { loadFiles } from './load-files.ts';
import { readTree } from './read-tree.ts';

const TYPES = 'export interface Row { readonly id: number }\nexport const one = 1;\n';

async function problemsOf(files: Record<string, string>): Promise<readonly Problem[]> {
  const root = mkdtempSync(join(tmpdir(), 'load-files-'));
  try {
    for (const [path, source] of Object.entries({ 'package.json': '{"type":"module","imports":{"#core/*":"./core/*"}}', ...files })) {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      writeFileSync(join(root, path), source);
    }
    return await loadFiles(root).check(readTree(root));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

test('a type imported without `type` fails, with its file and line', async () => {
  const [problem, ...others] = await problemsOf({ 'core/row.ts': TYPES, 'core/a.ts': "\nimport { Row } from '#core/row.ts';\nexport const a = (row: Row) => row.id;\n" });
  assert.deepEqual([problem?.file, problem?.line, others.length], ['core/a.ts', 2, 0]);
  assert.match(problem?.problem ?? '', /does not provide an export named 'Row'/);
});

test('an entry point is linked but not run', async () => {
  const good = { 'core/row.ts': TYPES, 'server/main.ts': "#!/usr/bin/env node\nimport { one } from '#core/row.ts';\nimport type { Row } from '#core/row.ts';\nprocess.exit(one);\n" };
  assert.deepEqual(await problemsOf(good), []);
  const [problem] = await problemsOf({ 'core/row.ts': TYPES, 'server/main.ts': "import { Row } from '#core/row.ts';\nprocess.exit(1);\n" });
  assert.equal(problem?.file, 'server/main.ts');
});

test('syntax that cannot be stripped fails, also in an entry point', async () => {
  for (const path of ['core/a.ts', 'server/main.ts']) {
    const [problem] = await problemsOf({ [path]: 'export enum A { B }\n' });
    assert.equal(problem?.file, path);
    assert.match(problem.problem, /enum/);
  }
});

test('a file that ends the process while it loads is named', async () => {
  const [problem] = await problemsOf({ 'core/a.ts': 'export const a = 1;', 'core/b.ts': 'process.exit(0);' });
  assert.equal(problem?.file, 'core/b.ts');
});

test('files that load are fine, and tests are left alone', async () => {
  assert.deepEqual(await problemsOf({ 'core/row.ts': TYPES, 'core/a.test.ts': 'process.exit(3);' }), []);
});
