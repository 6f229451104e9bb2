import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findImports } from './find-imports.ts';

const specifiers = (source: string): (string | null)[] => findImports(source).map((one) => one.specifier);

test('every form of reaching another module is found', () => {
  const source = `
    import './a.ts';
    import b from './b.ts';
    import type { C } from './c.ts';
    import {
      d, type D,
    } from './d.ts'
    export * from './e.ts';
    export { f } from './f.ts';
    export type { G } from './g.ts';
    const h = await import('./h.ts');
    type I = typeof import('./i.ts');
    const j = require('./j.ts');
    new Worker(new URL('./k.ts', import.meta.url));
    import * as l from './l.ts';
  `;
  assert.deepEqual(specifiers(source), 'abcdefghijkl'.split('').map((letter) => `./${letter}.ts`));
  assert.deepEqual(findImports(source).filter((one) => one.isTypeOnly).map((one) => one.specifier), ['./c.ts', './g.ts', './i.ts']);
});

test('a computed dynamic import is found without a specifier', () => {
  assert.deepEqual(specifiers('await import(`./${name}.ts`); await import(path);'), [null, null]);
});

test('what only looks like an import is not one', () => {
  assert.deepEqual(specifiers(`
    // import a from './a.ts'
    const text = "import b from './b.ts'";
    const rows = { import: 1, from: 'c' };
    export const from = 'd';
    export { from };
    import.meta.url;
    jobs.import('e');
  `), []);
});

test('an import says its line', () => {
  assert.deepEqual(findImports("\n\nimport {\n  a,\n} from './a.ts';").map((one) => one.line), [5]);
});
