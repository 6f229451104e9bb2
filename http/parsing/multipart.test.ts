import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Type } from '@sinclair/typebox';
import fc from 'fast-check';
import { testClock } from '#core/kernel/index.ts';
import { createServer } from '../create-server.ts';
import { closeServer } from '../close-server.ts';
import { RequestError } from '../errors/request-error.ts';
import { FileField, operation } from '../operation.ts';
import { noDatabase } from '../testing/no-database.ts';
import { toyDialect } from '../testing/toy-dialect.ts';
import { FilePart } from './file-part.ts';
import { multipartTree } from './multipart-tree.ts';

const type = 'multipart/form-data; boundary=XX';
const part = (disposition: string, content: string | Buffer, more = ''): Buffer => Buffer.concat([Buffer.from(`--XX\r\nContent-Disposition: ${disposition}\r\n${more}\r\n`), Buffer.from(content), Buffer.from('\r\n')]);
const body = (...parts: Buffer[]): Buffer => Buffer.concat([...parts, Buffer.from('--XX--\r\n')]);
const field = (name: string, value: string): Buffer => part(`form-data; name="${name}"`, value);
const bad = (text: string | RegExp) => (error: unknown) => error instanceof RequestError && (typeof text === 'string' ? error.code === text : text.test(error.message));
const shown = (tree: unknown): unknown => JSON.parse(JSON.stringify(tree));

test('fields and files give the tree that a form gives', () => {
  const png = Buffer.from([0x89, 0x50, 0x0d, 0x0a, 0x2d, 0x2d, 0x00, 0x0d, 0x0a, 0x0d, 0x0a]);
  const tree = multipartTree(type, body(
    Buffer.from('a preamble\r\n'), field('content', 'Grüße\r\n--X\r\n'), field('a[b][]', '1'), field('a[b][]', '2'),
    part('form-data; name="attachments[]"; filename="a.png"', png, 'content-type: image/PNG\r\n'), part('form-data; name="attachments[]"; filename=b.txt', ''),
  ));
  assert.deepEqual(shown({ content: tree['content'], a: tree['a'] }), { content: 'Grüße\r\n--X\r\n', a: { b: ['1', '2'] } });
  const [first, second] = tree['attachments'] as unknown as FilePart[];
  assert.ok(first instanceof FilePart && second instanceof FilePart);
  assert.deepEqual([first.fileName, first.mediaType, Buffer.compare(first.bytes, png)], ['a.png', 'image/png', 0]);
  assert.deepEqual([second.fileName, second.mediaType, second.bytes.length], ['b.txt', 'application/octet-stream', 0]);
});

test('file names lose paths and characters that act; what stands inside quotes is no parameter', () => {
  const nameOf = (disposition: string) => (multipartTree(type, body(part(disposition, 'x')))['f'] as unknown as FilePart).fileName;
  assert.equal(nameOf('form-data; name="f"; filename="../../etc/passwd"'), 'passwd');
  assert.equal(nameOf('form-data; name="f"; filename="C:\\\\dir\\\\x.txt"'), 'x.txt');
  assert.equal(nameOf('form-data; name="f"; filename="a%22b\u202egpj.exe"'), 'a"bgpj.exe');
  assert.equal(nameOf('form-data; filename="x; name=evil"; name="f"'), 'x; name=evil');
  assert.equal(nameOf(`form-data; name="f"; filename="${'n'.repeat(900)}"`).length, 255);
});

test('what is malformed is refused', () => {
  const good = field('a', '1');
  const wrong: [string, string, Buffer][] = [
    ['no boundary', 'multipart/form-data', body(good)], ['another boundary', 'multipart/form-data; boundary=YY', body(good)], ['nothing', type, Buffer.from('x')], ['cut', type, body(good).subarray(0, -9)],
    ['no head', type, Buffer.from('--XX\r\n\r\n1\r\n--XX--')], ['no form data', type, body(part('attachment; name="a"', '1'))], ['no name', type, body(part('form-data', '1'))], ['empty name', type, body(part('form-data; name=""', '1'))],
    ['base64', type, body(part('form-data; name="a"', 'MQ==', 'Content-Transfer-Encoding: base64\r\n'))], ['NUL', type, body(field('a', 'x\0'))], ['UTF-8', type, body(Buffer.concat([field('a', '').subarray(0, -2), Buffer.from([0xc0, 0xaf]), Buffer.from('\r\n')]))],
    ['__proto__', type, body(field('__proto__[x]', '1'))], ['two ways', type, body(field('a', '1'), field('a[]', '2'))], ['a long head', type, body(part(`form-data; name="${'x'.repeat(9_000)}"`, '1'))], ['a delimiter that goes on', type, Buffer.from('--XXY\r\n')],
  ];
  for (const [what, mediaType, bytes] of wrong) assert.throws(() => multipartTree(mediaType, bytes), bad('bad-request'), what);
});

test('parts, files and texts are counted', () => {
  const file = part('form-data; name="f[]"; filename="x"', 'x');
  assert.equal((multipartTree(type, body(...Array.from({ length: 20 }, () => file)))['f'] as unknown[]).length, 20);
  assert.throws(() => multipartTree(type, body(...Array.from({ length: 21 }, () => file))), bad(/20 files/));
  assert.throws(() => multipartTree(type, body(...Array.from({ length: 100_000 }, (_, at) => field(`k${at}`, '')))), bad(/1000 parts/));
  assert.throws(() => multipartTree(type, body(field('a', 'x'.repeat(600_000)), field('b', 'x'.repeat(600_000)))), bad('payload-too-large'));
});

test('what a sender writes by the rules comes back, whatever it holds', () => {
  fc.assert(fc.property(fc.array(fc.record({ content: fc.uint8Array({ maxLength: 200 }) }), { minLength: 1, maxLength: 8 }), (files) => {
    const tree = multipartTree(type, body(...files.map(({ content }) => part('form-data; name="f[]"; filename="x"', Buffer.from(content)))));
    assert.deepEqual((tree['f'] as unknown as FilePart[]).map(({ bytes }) => [...bytes]), files.map(({ content }) => [...content]));
  }));
});

const upload = operation({
  id: 'upload', method: 'POST', path: '/toy/upload', summary: 'Takes files.', tag: 'Toy', takesFiles: true,
  body: Type.Object({ text: Type.Optional(Type.String()), files: Type.Optional(Type.Array(FileField('Any.'))), map: Type.Optional(Type.Object({}, { additionalProperties: true })) }),
  response: Type.Object({ sizes: Type.Array(Type.Integer()) }, { additionalProperties: false }),
  handle: async ({ body: { files = [] } }) => ({ sizes: files.map(({ bytes }) => bytes.length) }),
});
const plain = operation({ ...upload, id: 'plain', path: '/toy/plain', takesFiles: false, bodyBytesMax: 100, body: Type.Object({}), response: Type.Object({}, { additionalProperties: false }), handle: async () => ({}) });

const server = createServer({ database: noDatabase(), clock: testClock('2024-01-01T00:00:00Z'), dialects: [toyDialect({ operations: [upload, plain] })], validateResponses: true });
before(() => server.ready());
after(() => closeServer(server));
const send = (url: string, payload: Buffer | string, contentType: string) => server.inject({ method: 'POST', url, payload, headers: { authorization: 'Bearer good', 'content-type': contentType } });

test('an operation takes files where its schema has them, up to 25 MiB, and nowhere else', async () => {
  const file = (name: string, size: number) => part(`form-data; name="${name}"; filename="x"`, Buffer.alloc(size));
  assert.deepEqual((await send('/toy/upload', body(file('files[]', 20_000_000), file('files[]', 3)), type)).json(), { sizes: [20_000_000, 3] });
  assert.equal((await send('/toy/upload', body(file('files[]', 27_000_000)), type)).statusCode, 413);
  for (const [what, bytes] of [['a text', body(file('text', 1))], ['a map', body(file('map[x]', 1))], ['in no list', body(file('files', 1))], ['a text for a file', body(field('files[]', 'x'))], ['undeclared', body(file('other', 1))]] as const) {
    assert.equal((await send('/toy/upload', bytes, type)).statusCode, 422, what);
  }
  assert.equal((await send('/toy/upload', JSON.stringify({ text: 'x'.repeat(1_100_000) }), 'application/json')).statusCode, 413);
  assert.equal((await send('/toy/plain', body(field('a', '1')), type)).statusCode, 415);
  assert.equal((await send('/toy/plain', JSON.stringify({ a: 'x'.repeat(200) }), 'application/json')).statusCode, 413);
});
