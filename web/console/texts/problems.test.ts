import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { problemKeys } from '#core/kernel/index.ts';
import { ApiProblem } from '../api/api-problem.ts';
import { problemText } from '../design/problem-text.ts';
import { english } from './english.ts';
import { german } from './german.ts';
import { problemsGerman } from './problems-german.ts';

/** Refusals that the console never meets: figures of another API, the server's start. */
const elsewhere = ['core/platform/', 'core/analytics/', 'core/accounts/seal/secret-key.ts', 'core/kernel/core-error.ts'];

/** Refusals in a source without a key, as `file:line`. `invalid` has its key as third argument, a CoreError in its details; not-found, and refusals that pass another on, need none. */
function keyless(source: string, name: string): string[] {
  return source.split('\n').flatMap((line, at) => {
    const refuses = /(?<![\w.])invalid\('|(?<![\w.])invalid\(\w+(\.\w+)?, ['`"]|(?<![\w.])invalid\(`|new CoreError\(/.test(line) && !/^\s*(\/\/|\*|export function)/.test(line);
    const hasKey = /, '[a-z-]+'(, (\{[^}]*\}|\w+))?\)|\bkey: ['\w]|\{ key \}|error\.safeText|\[first\]/.test(line) || /\bkey: /.test(source.split('\n')[at + 1] ?? '');
    return refuses && !hasKey ? [`${name}:${at + 1}`] : [];
  });
}

test('every refusal that the console can meet has a key', () => {
  const files = globSync(['core/**/*.ts', 'dialects/native/**/*.ts']).filter((file) => !file.endsWith('.test.ts') && !file.includes('/testing/') && !elsewhere.some((path) => file.startsWith(path)));
  assert.ok(files.length > 300, 'the sources are found');
  assert.deepEqual(files.flatMap((file) => keyless(readFileSync(file, 'utf8'), file)), []);
});

test('a refusal without a key is found by the test above', () => {
  assert.deepEqual(keyless("if (bad) throw invalid('name', 'must be good');\nthrow new CoreError('conflict', 'No.');\nthrow invalid('name', 'must be good', 'empty');", 'x'), ['x:1', 'x:2']);
});

test('every key has a German text of its own, and nothing else has', () => {
  assert.deepEqual(Object.keys(problemsGerman).toSorted(), problemKeys.toSorted());
  for (const [key, text] of Object.entries(problemsGerman)) assert.match(text, /^\S.+[.!]$/, key);
});

test('a refusal is said in German by its key and values, in English in the server\'s words, whatever the code', () => {
  const conflict = new ApiProblem(409, 'conflict', 'At most 500 conversations are changed at once.', [], { key: 'too-many-conversations', values: { max: 500 } });
  assert.equal(problemText(conflict, german), 'Auf einmal lassen sich höchstens 500 Gespräche ändern.');
  assert.equal(problemText(conflict, english), 'At most 500 conversations are changed at once.');
  const fields = new ApiProblem(422, 'invalid', 'password: must have at least 10 characters', [
    { field: 'password', problem: 'must have at least 10 characters', key: 'too-short', values: { min: 10 } }, { field: 'undoSeconds', problem: 'must be <= 60', key: 'schema.maximum', values: { limit: 60 } },
  ]);
  assert.equal(problemText(fields, german), 'Passwort: Muss mindestens 10 Zeichen haben. Sekunden zum Zurücknehmen: Darf höchstens 60 sein.');
  assert.equal(problemText(fields, english), 'Password must have at least 10 characters. Undo seconds must be <= 60.');
  assert.equal(problemText(new ApiProblem(404, 'not-found', 'There is no such label.'), german), german.problems['not-found']);
});
