import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textPieces } from './text-pieces.ts';

const links = (text: string): string[] => textPieces(text).flatMap(({ url }) => url ?? []);

test('addresses become links without the sign that ends the sentence, with brackets that belong to them', () => {
  assert.deepEqual(links('See https://x.example/a_(b), or (https://x.example/c). Mail bo@x.example!'), ['https://x.example/a_(b)', 'https://x.example/c', 'mailto:bo@x.example']);
});

test('nothing of the text is lost, and no other scheme becomes a link', () => {
  const text = 'javascript:alert(1) data:text/html,x file:///etc https://x.example?q=1&b=2 <b>';
  assert.equal(textPieces(text).map((piece) => piece.text).join(''), text);
  assert.deepEqual(links(text), ['https://x.example?q=1&b=2']);
  assert.deepEqual(links('http://['), []);
});
