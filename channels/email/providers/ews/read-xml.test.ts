import assert from 'node:assert/strict';
import { test } from 'node:test';
import { childText, escapeXml, findXml, readXml } from './read-xml.ts';

test('elements are read by their local names, with attributes, entities, CDATA and characters by number', () => {
  const root = readXml('<?xml version="1.0"?><!-- a > b --><a:root xmlns:a="x"><b:one Id="1&amp;2" c=\'"\'/><two> A&lt;B &#65;&#x42;<![CDATA[<raw>&amp;]]> </two></a:root>')!;
  assert.deepEqual([root.name, findXml(root, 'one')!.attributes, childText(root, 'two')], ['root', { Id: '1&2', c: '"' }, 'A<B AB<raw>&amp;']);
  assert.equal(childText(readXml(`<a><b>${escapeXml('<"\'&>')}</b></a>`)!, 'b'), '<"\'&>');
});

test('what is not well-formed, has a document type or is too deep is not read', () => {
  for (const text of ['', 'x', '<a>', '<a></b>', '<a/><b/>', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', '<a><b></a></b>', '<a <b/></a>', '</a>', `${'<a>'.repeat(99)}${'</a>'.repeat(99)}`]) assert.equal(readXml(text), null, text.slice(0, 60));
});
