import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tokenize } from './tokenize.ts';

const shown = (source: string): string[] => tokenize(source).map((token) => `${token.kind}:${token.text}`);

test('a quote in a comment, a regex or a template does not open a string', () => {
  const source = ["// it's", 'const a = /[/\'"]/g;', "const b = `it's ${c ? `in ${d}` : { e: 1 }} end`;", "import x from './x.ts';"].join('\n');
  assert.ok(shown(source).includes('string:./x.ts'));
  assert.deepEqual(
    tokenize(source).filter((token) => token.kind === 'template').map((token) => token.text),
    ["it's ", 'in ', '', ' end'],
  );
});

test('a division is not a regular expression', () => {
  assert.deepEqual(shown("a / b / 'c'").at(-1), 'string:c');
});

test('every token knows the line it begins on', () => {
  const tokens = tokenize("/* two\nlines */\n`three\nfour ${five}`\n'six'");
  assert.deepEqual(tokens.map((token) => token.line), [1, 3, 4, 4, 5]);
});

test('an unclosed string ends with its line', () => {
  assert.deepEqual(shown("don't\n'x'").at(-1), 'string:x');
});
