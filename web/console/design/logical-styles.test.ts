import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..');
const sided = /\b(?:padding|margin|border|inset)-(?:left|right)\b|(?<![-\w])(?:left|right):|text-align: *(?:left|right)|float: *(?:left|right)/;

/** `margin: top right bottom left` where right and left differ. */
const hasSides = (css: string): boolean => sided.test(css)
  || [...css.matchAll(/\b(?:padding|margin|inset): *[^\s;{}]+ ([^\s;{}]+) [^\s;{}]+ ([^\s;{}]+);/g)].some(([, right, left]) => right !== left);

test('no style sheet knows left from right, so that the page can be read from right to left', () => {
  const files = globSync('**/*.css', { cwd: root });
  assert.ok(files.length > 5);
  assert.deepEqual(files.filter((file) => hasSides(readFileSync(join(root, file), 'utf8'))), []);
  for (const css of ['a { margin-left: 1px; }', 'a { padding: 0 1px 0 2px; }', 'a { left: 0; }', 'a { text-align: right; }']) assert.ok(hasSides(css), css);
  for (const css of ['a { padding: 0 1px 0 1px; }', 'a { inset-inline-start: 0; }', 'a { padding: 0 1px; }']) assert.ok(!hasSides(css), css);
});
