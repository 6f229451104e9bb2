import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RequestError } from '../errors/request-error.ts';
import { jsonTree } from './json-tree.ts';
import { parseQueryString, UnreadableQuery } from './query-string.ts';
import { readBody } from './read-body.ts';
import { urlencodedTree } from './urlencoded-tree.ts';

const plain = (tree: unknown): unknown => JSON.parse(JSON.stringify(tree));
const bad = (text: string | RegExp) => (error: unknown) => error instanceof RequestError && (typeof text === 'string' ? error.code === text : text.test(error.message));

test('brackets in a query string make lists and maps', () => {
  assert.deepEqual(plain(urlencodedTree('id[]=1&id[]=2&x[from]=a&x%5Bto%5D=b&label[1]=z&label[0]=y&q=a+b%26c&flag')), {
    id: ['1', '2'], x: { from: 'a', to: 'b' }, label: ['y', 'z'], q: 'a b&c', flag: '',
  });
  assert.deepEqual(plain(urlencodedTree('u[][n]=1&u[][n]=2')), { u: [{ n: '1' }, { n: '2' }] });
});

test('of a plain name given twice the last one counts', () => {
  assert.deepEqual(plain(urlencodedTree('a=1&a=2')), { a: '2' });
  assert.deepEqual(plain(jsonTree('{"a":1,"a":2}')), { a: 2 });
});

test('a name used in two ways is refused, whichever comes first', () => {
  for (const text of ['a=1&a[]=2', 'a[]=1&a=2', 'a[]=1&a[x]=2', 'a[x]=1&a[]=2', 'a[0]=1&a[]=2', 'a[x]=1&a[x][y]=2']) {
    assert.throws(() => urlencodedTree(text), bad(/two ways/), text);
  }
});

test('names that reach into objects are refused in every form', () => {
  for (const text of ['__proto__=1', '__proto__[x]=1', 'a[__proto__][x]=1', 'a[constructor][prototype]=1', 'prototype=1']) {
    assert.throws(() => urlencodedTree(text), bad('bad-request'), text);
  }
  for (const text of ['{"__proto__":{"x":1}}', '{"a":[{"constructor":1}]}']) assert.throws(() => jsonTree(text), bad('bad-request'), text);
  assert.equal(({} as { x?: unknown }).x, undefined);
});

test('depth, number of names and positions are bounded', () => {
  assert.deepEqual(plain(urlencodedTree('a[b][c][d][e]=1')), { a: { b: { c: { d: { e: '1' } } } } });
  assert.throws(() => urlencodedTree('a[b][c][d][e][f]=1'), bad(/deeper than 5/));
  assert.throws(() => urlencodedTree(Array.from({ length: 1001 }, (_, at) => `k${at}=1`).join('&')), bad(/More than 1000/));
  assert.equal(Object.keys(urlencodedTree(Array.from({ length: 1000 }, (_, at) => `k${at}=1`).join('&'))).length, 1000);
  assert.throws(() => urlencodedTree('label[999999999]=x'), bad(/position over/));
  assert.throws(() => jsonTree('['.repeat(100_000) + ']'.repeat(100_000)), bad('bad-request'));
  assert.throws(() => jsonTree(`[${'0,'.repeat(20_000)}0]`), bad(/20000 values/));
  assert.throws(() => jsonTree(`{${'"a":{},'.repeat(20_000)}"b":1}`), bad(/20000 values/));
  assert.equal(JSON.stringify(jsonTree(`${'['.repeat(32)}${']'.repeat(32)}`)), `${'['.repeat(32)}${']'.repeat(32)}`);
  const brackets = { 'a"[[[': ['[{,'.repeat(30_000), '\\', '\\\\"[', '"'] };
  assert.deepEqual(jsonTree(JSON.stringify(brackets)), brackets, 'what stands in a text is not counted');
});

test('a body of the largest size never holds up the others for long, whatever it is', () => {
  const hostile = ['['.repeat(1_000_000), '{"a":'.repeat(200_000), '"'.repeat(1_000_000), '\\'.repeat(1_000_000), `"${'\\"'.repeat(300_000)}`, `[${'1,'.repeat(500_000)}1]`,
    `{${Array.from({ length: 80_000 }, (_, at) => `"k${at}":1`).join()}}`, `"${'\\'.repeat(999_997)}`];
  for (const text of hostile) {
    const before = process.threadCpuUsage(); // of this thread, so that a busy machine does not count
    assert.throws(() => jsonTree(text), bad('bad-request'));
    const { user, system } = process.threadCpuUsage(before);
    assert.ok(user + system < 100_000, `${text.slice(0, 10)}: ${user + system} µs`);
  }
});

test('NUL, lone surrogates, overlong UTF-8 and malformed escapes are refused', () => {
  for (const text of ['a=%00', '%00=a', 'a=%ED%A0%80', 'a=%C0%AF', 'a=%', 'a=%zz', 'a[b=1', 'a]b[=1', '=x']) assert.throws(() => urlencodedTree(text), bad('bad-request'), text);
  for (const text of ['{"a":"\\u0000"}', '{"a":"\\ud800"}', '{"\\udc00":1}', '{"a":', 'nope']) assert.throws(() => jsonTree(text), bad('bad-request'), text);
  assert.throws(() => readBody('application/json', undefined, Buffer.from([0x22, 0xc0, 0xaf, 0x22])), bad(/UTF-8/));
});

test('a body is JSON or a form; nothing is nothing, and compressed or foreign bodies are refused', () => {
  assert.equal(readBody('application/json', undefined, Buffer.alloc(0)), undefined);
  assert.equal(readBody('application/json', undefined, Buffer.from('  \n')), undefined);
  assert.deepEqual(readBody('application/vnd.api+json; charset=utf-8', undefined, Buffer.from('[1]')), [1]);
  assert.deepEqual(plain(readBody('Application/X-WWW-Form-Urlencoded', undefined, Buffer.from('ids[]=1'))), { ids: ['1'] });
  for (const [type, encoding] of [['multipart/form-data; boundary=x', undefined], ['text/plain', undefined], [undefined, undefined], ['application/json', 'gzip']] as const) {
    assert.throws(() => readBody(type, encoding, Buffer.from('{}')), bad('unsupported-media-type'));
  }
});

test('the router never sees an exception of the query parser', () => {
  assert.ok(parseQueryString('a=%zz') instanceof UnreadableQuery);
});
