import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';

const ROOT = join(import.meta.dirname, '..');
const BIN = join(ROOT, 'node_modules', '.bin');

function lint(source: string): { code: number | null; output: string } {
  const folder = mkdtempSync(join(tmpdir(), 'lint-'));
  try {
    writeFileSync(join(folder, 'tsconfig.json'), '{"compilerOptions":{"strict":true,"target":"esnext","types":[]}}');
    writeFileSync(join(folder, 'planted.ts'), source);
    const args = [join(ROOT, 'node_modules/oxlint/bin/oxlint'), '--type-aware', '--deny-warnings', '-c', join(ROOT, '.oxlintrc.json'), 'planted.ts'];
    const child = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', env: { ...process.env, PATH: `${BIN}${delimiter}${process.env['PATH'] ?? ''}` } });
    return { code: child.status, output: child.stdout + child.stderr };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const PLANTED: readonly [rule: string, source: string][] = [
  ['no-floating-promises', 'export async function one(): Promise<number> { return 1; }\none();\n'],
  ['await-thenable', 'export const one = async (n: number): Promise<number> => await n;\n'],
  ['no-misused-promises', 'export const go = (f: () => Promise<boolean>): number => { if (f()) return 1; return 2; };\n'],
  ['no-explicit-any', 'export const one: any = 1;\n'],
  ['eqeqeq', 'export const same = (a: number, b: number): boolean => a == b;\n'],
  ['switch-exhaustiveness-check', "export function f(a: 'x' | 'y'): number {\n  switch (a) {\n    case 'x': return 1;\n  }\n  return 2;\n}\n"],
];

for (const [rule, source] of PLANTED) {
  test(`the linter fails on a planted violation of ${rule}`, () => {
    const { code, output } = lint(source);
    assert.notEqual(code, 0);
    assert.match(output, new RegExp(rule));
  });
}

test('the linter lets clean code pass', () => {
  const { code, output } = lint('export const one = async (n: Promise<number>): Promise<number> => await n;\n');
  assert.equal(code, 0, output);
});
