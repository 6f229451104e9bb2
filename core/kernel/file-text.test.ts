import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileText } from './index.ts';

test('a file is read as UTF-8, or as UTF-16 that says so; what holds zeros is no text', () => {
  const text = 'Größe;bo@home.test\r\n';
  const little = Buffer.from(text, 'utf16le');
  const big = Buffer.from(little).swap16();
  for (const bytes of [Buffer.from(text), Buffer.concat([Buffer.of(0xef, 0xbb, 0xbf), Buffer.from(text)]), Buffer.concat([Buffer.of(0xff, 0xfe), little]), Buffer.concat([Buffer.of(0xfe, 0xff), big])]) assert.equal(fileText(bytes), text);
  for (const bytes of [little, big, Buffer.from('PK\u0003\u0004\u0000\u0000')]) assert.equal(fileText(bytes), null);
  assert.equal(fileText(new Uint8Array()), '');
});
