import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import { readTree } from '../../tools/guards/read-tree.ts';
import { checkOneEngine } from './one-engine.ts';

const tree = readTree(join(import.meta.dirname, '..', '..'));

test('the simulation runs the rules that the server runs, all of them, and there are no others', () => {
  assert.deepEqual(checkOneEngine(tree), []);
});

test('a rule that only the server runs, and one that lies elsewhere, are noticed', () => {
  const planted: Readonly<Record<string, string>> = {
    'core/routing/engine/secret-rule.ts': 'export const secret = 1;\n',
    'core/routing/commands/quick-fix.ts': 'export async function quickFix(store) { await store.putEntry({}); }\n',
  };
  const changed = { paths: [...tree.paths, ...Object.keys(planted)], has: (path: string): boolean => path in planted || tree.has(path), read: (path: string): string => planted[path] ?? tree.read(path) };
  assert.deepEqual(checkOneEngine(changed), [
    'core/routing/engine/secret-rule.ts is not reached from the simulation', 'core/routing/engine/secret-rule.ts is not reached from the server',
    'core/routing/commands/quick-fix.ts holds a rule of routing outside core/routing/engine/',
  ]);
});
