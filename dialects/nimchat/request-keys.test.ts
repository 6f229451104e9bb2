import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from '#storage/index.ts';
import { openNimchat, type Nimchat } from './testing/open-nimchat.ts';

let api: Nimchat;
let inbox = 0;
let contact = 0;
before(async () => {
  api = await openNimchat();
  inbox = (await api.ada.send('POST', '/inboxes', { channel: { type: 'api' } })).json().id;
  contact = (await api.ada.send('POST', '/contacts', { name: 'Kim', identifier: 'kim' })).json().id;
});
after(() => api.close());

interface Sent { readonly status: number; readonly body: string; readonly isRepeat: boolean }
const post = async (path: string, payload: unknown, key: string, token = api.ada.token): Promise<Sent> => {
  const url = path.startsWith('//') ? path.slice(1) : `/api/v1/accounts/${api.accountId}${path}`;
  const { statusCode, body, headers } = await api.server.inject({ method: 'POST', url, headers: { api_access_token: token, 'content-type': 'application/json', 'idempotency-key': key }, payload: JSON.stringify(payload) });
  return { status: statusCode, body, isRepeat: headers['idempotency-replayed'] === 'true' };
};
const countOf = async (table: 'conversations' | 'messages' | 'contacts' | 'teams'): Promise<number> => (
  await api.desk.database.withAccount(api.accountId, (tx) => tx.one(sql<{ n: number }>`SELECT count(*)::int AS n FROM ${sql.table(table)} WHERE account_id = ${api.accountId}`))).n;

test('fifty identical requests at once: one effect, fifty equal answers', async () => {
  const before = await countOf('teams');
  const answers = await Promise.all(Array.from({ length: 50 }, () => post('/teams', { name: 'Once', description: 'x' }, 'team-1')));
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
  assert.equal(new Set(answers.map(({ body }) => body)).size, 1);
  assert.equal(answers.filter(({ isRepeat }) => !isRepeat).length, 1);
  assert.equal(await countOf('teams'), before + 1);
});

test('fifty at once over two processes: one effect, equal answers', async () => {
  const { createServer, closeServer } = await import('#http/index.ts');
  const { nimchat } = await import('./dialect.ts');
  const other = createServer({ database: api.desk.secondPool(), clock: api.clock, dialects: [nimchat(api.outside)], validateResponses: true, publicUrl: 'https://desk.example' });
  try {
    const before = await countOf('conversations');
    const answers = await Promise.all(Array.from({ length: 50 }, async (_, at) => {
      const { statusCode, body } = await (at % 2 === 0 ? api.server : other).inject({
        method: 'POST', url: `/api/v1/accounts/${api.accountId}/conversations`, headers: { api_access_token: api.ada.token, 'content-type': 'application/json', 'idempotency-key': 'both' },
        payload: JSON.stringify({ inbox_id: inbox, contact_id: contact, message: { content: 'Hello' } }),
      });
      return `${statusCode} ${body}`;
    }));
    assert.equal(new Set(answers).size, 1, [...new Set(answers)].join());
    assert.match(answers[0]!, /^200 /);
    assert.equal(await countOf('conversations'), before + 1);
  } finally {
    await closeServer(other);
  }
});

test('the same key with anything else of the request changed is refused, and changes nothing', async () => {
  const body = { content: 'One', private: true };
  const { id } = (await api.ada.send('POST', '/conversations', { inbox_id: inbox, contact_id: contact })).json();
  const path = `/conversations/${id}/messages`;
  const first = await post(path, body, 'note');
  assert.equal(first.status, 200, first.body);
  const before = await countOf('messages');
  assert.deepEqual(await post(path, { private: true, content: 'One' }, 'note'), { ...first, isRepeat: true }, 'the order of keys says nothing');
  for (const [where, what] of [[path, { ...body, content: 'Two' }], [path, { ...body, more: 1 }], [`${path}?x=1`, body], ['/teams', { name: 'x' }]] as const) {
    const { status, body: said } = await post(where, what, 'note');
    assert.equal(status, 422, said);
    assert.match(said, /Idempotency-Key was used for another request/);
  }
  assert.equal(await countOf('messages'), before);
});

test('a refused request leaves its key free: put right, it runs', async () => {
  const wrong = await post('/teams', { name: '' }, 'right');
  assert.equal(wrong.status, 422);
  const right = await post('/teams', { name: 'Right' }, 'right');
  assert.deepEqual([right.status, right.isRepeat], [200, false]);
  const missing = await post('/conversations/987654/messages', { content: 'x' }, 'gone');
  assert.equal(missing.status, 404);
  assert.equal((await post('/conversations/987654/messages', { content: 'x' }, 'gone')).isRepeat, false);
});

test('a key belongs to the token it came with; after a day it is new', async () => {
  const cy = await post('/contacts', { name: 'Of cy' }, 'mine', api.cy.token);
  const ada = await post('/contacts', { name: 'Of ada' }, 'mine');
  assert.deepEqual([cy.status, ada.status, ada.isRepeat], [200, 200, false]);
  api.clock.advance(23 * 3_600_000);
  assert.equal((await post('/contacts', { name: 'Of ada' }, 'mine')).isRepeat, true);
  api.clock.advance(2 * 3_600_000);
  const again = await post('/contacts', { name: 'Another' }, 'mine');
  assert.deepEqual([again.status, again.isRepeat], [200, false]);
});

test('a header that is no key is 400; on other methods it says nothing', async () => {
  for (const key of ['x'.repeat(256), 'schl\u00fcssel']) assert.equal((await post('/teams', { name: 'x' }, key)).status, 400);
  const { statusCode } = await api.server.inject({ method: 'GET', url: `/api/v1/accounts/${api.accountId}/teams`, headers: { api_access_token: api.ada.token, 'idempotency-key': 'x'.repeat(300) } });
  assert.equal(statusCode, 200);
});

test('the table tells nothing: no word of what was asked, answered or of the key stands in it', async () => {
  await post('/contacts', { name: 'Quillfeather', email: 'quill@feather.test' }, 'a-key-of-mine');
  const rows = await api.desk.database.rows(sql<{ t: string }>`SELECT encode(id, 'escape') || encode(digest, 'escape') || encode(answer, 'escape') AS t FROM request_keys`);
  assert.ok(rows.length > 5);
  for (const { t } of rows) assert.ok(!/quill|feather|a-key-of-mine|name|content/i.test(t));
});
