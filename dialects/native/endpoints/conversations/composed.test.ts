import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { cleanHtml } from '#channels/email/clean-html.ts';
import { createParsePool, type ParsePool } from '#channels/email/parse/create-parse-pool.ts';
import { openFileStore } from '#core/files/index.ts';
import { customerWrites } from '../../testing/conversations.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';

interface Upload { id: number; contentId: string; mediaType: string }
interface Draft { html: string | null; uploadIds: number[]; uploads: Upload[] }
interface Item { id: number; direction: string; text: string; hasHtml: boolean; attachments: { disposition: string; contentId: string | null }[] }

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
let desk: NativeDesk;
let pool: ParsePool;
let dir = '';
const ids: number[] = [];
before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'composed-'));
  pool = createParsePool({ threads: 1 });
  desk = await openNative({ outside: { files: openFileStore({ dir }), cleanHtml: (html) => cleanHtml(pool, html) } });
  for (let n = 0; n < 3; n += 1) ids.push((await customerWrites(desk, { id: `c${n}@x`, from: `bo${n}@home.test`, subject: `Matter ${n}` })).conversationId);
});
after(async () => {
  await desk.close();
  await pool.close();
  await rm(dir, { recursive: true, force: true });
});
const upload = async (): Promise<Upload> => (await desk.ask<Upload>('POST', '/uploads', png)).body;
const last = async (id: number): Promise<Item> => (await desk.ask<{ items: Item[] }>('GET', `/conversations/${id}/timeline`)).body.items.findLast((item) => item.direction === 'outgoing')!;

test('201: a picture that the HTML names stands in the message, another is attached, the same one twice stands once; what is taken back is a draft with both', async () => {
  const [named, again, beside] = [await upload(), await upload(), (await desk.ask<Upload>('POST', '/uploads', Buffer.from('a note'))).body];
  assert.equal(named.contentId, again.contentId, 'by its bytes');
  assert.notEqual(named.contentId, beside.contentId);
  const html = `<div onclick="alert(1)">See <img src="cid:${named.contentId}" alt="plan" onerror="alert(1)"><script>alert(1)</script></div><ol><li>one</li></ol>`;
  const posted = await desk.ask<{ messageId: number }>('POST', `/conversations/${ids[0]}/messages`, { kind: 'reply', text: '', html, uploadIds: [named.id, again.id, beside.id] });
  assert.equal(posted.status, 201);
  const message = await last(ids[0]!);
  assert.deepEqual([message.text, message.hasHtml], ['See [plan]\n\n1. one', true], 'the plain part is made of what was cleaned');
  assert.deepEqual(message.attachments.map(({ disposition, contentId }) => [disposition, contentId]), [['inline', named.contentId], ['attachment', null]]);
  const shown = await desk.server.inject({ method: 'GET', url: `/native/v1/messages/${message.id}/html`, headers: { authorization: `Bearer ${await desk.tokenFor('conversations.read')}` } });
  assert.match(shown.body, /<img[^>]* src="https:\/\/desk\.example\/native\/v1\/linked-files\?key=/);
  assert.doesNotMatch(shown.body, /alert/);
  assert.equal((await desk.ask('POST', `/messages/${posted.body.messageId}/cancel`)).status, 200);
  const { body: draft } = await desk.ask<Draft>('GET', `/conversations/${ids[0]}/draft`);
  assert.ok(draft.html?.includes(`cid:${named.contentId}`));
  assert.deepEqual(draft.uploads.map(({ id }) => id), draft.uploadIds);
  assert.ok(draft.uploads.some(({ contentId }) => contentId === named.contentId), 'under the name that the HTML has for it');
});

test('201: a note takes files, a picture among them stands in it; nobody is mailed', async () => {
  const [named, beside] = [await upload(), (await desk.ask<Upload>('POST', '/uploads', Buffer.from('a sketch'))).body];
  const posted = await desk.ask<{ messageId: number; delivery: null }>('POST', `/conversations/${ids[1]}/messages`, { kind: 'note', text: '', html: `<p>Look <img src="cid:${named.contentId}"></p>`, uploadIds: [named.id, beside.id] });
  assert.deepEqual([posted.status, posted.body.delivery], [201, null], JSON.stringify(posted.body));
  const note = (await desk.ask<{ items: Item[] }>('GET', `/conversations/${ids[1]}/timeline`)).body.items.findLast((item) => item.direction === 'note')!;
  assert.deepEqual(note.attachments.map(({ disposition, contentId }) => [disposition, contentId]), [['inline', named.contentId], ['attachment', null]]);
  const shown = await desk.server.inject({ method: 'GET', url: `/native/v1/messages/${note.id}/html`, headers: { authorization: `Bearer ${await desk.tokenFor('conversations.read')}` } });
  assert.match(shown.body, /<img[^>]* src="https:\/\/desk\.example\/native\/v1\/linked-files\?key=/);
  assert.equal((await desk.ask('POST', `/conversations/${ids[1]}/messages`, { kind: 'note', text: 'x', uploadIds: [beside.id] })).status, 404, 'the upload is used up');
  assert.equal((await desk.ask('POST', `/conversations/${ids[1]}/messages`, { kind: 'note', text: '', uploadIds: [(await upload()).id] })).status, 201, 'files alone are a note');
});

test('200, 404: a mail to somebody new is kept as it was typed, one for each person, until it is thrown away', async () => {
  const path = '/new-mail-draft';
  assert.equal((await desk.ask('GET', path)).status, 404);
  const { id } = await upload();
  const saved = await desk.ask<{ savedAt: string }>('PUT', path, { channelId: desk.help.id, to: 'Bo <bo@home', subject: 'Hel', text: '', html: '<b>x</b><script>1</script>', uploadIds: [id] });
  assert.equal(saved.status, 200);
  const { body } = await desk.ask<{ uploads: Upload[] }>('GET', path);
  assert.deepEqual({ ...body, uploads: body.uploads.map((one) => one.id) }, { channelId: desk.help.id, to: 'Bo <bo@home', cc: '', bcc: '', subject: 'Hel', text: '', html: '<b>x</b>', uploads: [id], savedAt: '2024-05-06T12:00:00Z' });
  assert.equal((await desk.ask('GET', path, undefined, desk.stranger.token)).status, 404);
  for (const [wrong, status] of [[{ text: 'x', channelId: 987_654 }, 404], [{ text: 'x', uploadIds: [987_654] }, 404], [{ text: 'x', more: 1 }, 422], [{}, 422]] as const) assert.equal((await desk.ask('PUT', path, wrong)).status, status);
  assert.equal((await desk.ask<{ to: string }>('GET', path)).body.to, 'Bo <bo@home', 'what was refused changed nothing');
  assert.equal((await desk.ask<{ savedAt: null }>('PUT', path, { text: '' })).body.savedAt, null);
  assert.equal((await desk.ask('GET', path)).status, 404);
  await desk.ask('PUT', path, { text: 'again' });
  assert.deepEqual([(await desk.ask('DELETE', path)).status, (await desk.ask('GET', path)).status, (await desk.ask('DELETE', path)).status], [204, 404, 204]);
});

test('200: a draft tells the files that are still there; one that went is left out and is no error', async () => {
  const { id } = await upload();
  await desk.ask('PUT', `/conversations/${ids[1]}/draft`, { kind: 'reply', text: 'x', html: '<b>x</b><script>1</script>', uploadIds: [id] });
  const held = await desk.ask<Draft>('GET', `/conversations/${ids[1]}/draft`);
  assert.deepEqual([held.body.html, held.body.uploads.map((one) => one.id)], ['<b>x</b>', [id]]);
  await desk.ask('DELETE', `/uploads/${id}`);
  const later = await desk.ask<Draft>('GET', `/conversations/${ids[1]}/draft`);
  assert.deepEqual([later.status, later.body.uploadIds, later.body.uploads], [200, [id], []]);
});

test('200 and 422: rows by their ids, in that order, without unknown, foreign and deleted ones; ids stand alone', async () => {
  const rows = async (query: string, token?: string) => desk.ask<{ items: { id: number }[]; next: null }>('GET', `/conversations?${query}`, undefined, token);
  const found = await rows(`ids=${ids[2]},999999,${ids[0]}`);
  assert.deepEqual([found.body.items.map(({ id }) => id), found.body.next], [[ids[2], ids[0]], null]);
  assert.deepEqual((await rows(`ids=${ids.join(',')}`, desk.stranger.token)).body.items, []);
  await desk.ask('DELETE', `/conversations/${ids[2]}`);
  assert.deepEqual((await rows(`ids=${ids[2]}`)).body.items, []);
  for (const query of [`ids=${ids[0]}&life=open`, `ids=${ids[0]}&sort=newest`, 'ids=', 'ids=x', `ids=${ids[0]},${ids[0]}`, `ids=${Array.from({ length: 101 }, (_, n) => n + 1).join(',')}`]) assert.equal((await rows(query)).status, 422, query.slice(0, 40));
});

test('200: what an answer asks is part of its draft, and comes back as it was put there; alone it is no empty draft, and a note asks nothing', async () => {
  const path = `/conversations/${ids[1]}/draft`;
  const kept = async (): Promise<unknown> => (await desk.ask<{ content: object | null }>('GET', path)).body.content;
  for (const content of [
    { kind: 'input-email' },
    { kind: 'input-select', items: [{ title: 'Red', value: 'r' }] },
    { kind: 'form', items: [{ title: 'Order <b>', description: 'A-1', value: 'order', field: 'select', isRequired: true, options: ['A', 'B'] }] },
    { kind: 'cards', items: [{ title: 'Kettle', description: '1 litre', url: 'https://shop.test/k.png', buttons: [{ text: 'See', url: 'https://shop.test/k', value: null }, { text: 'Take', url: null, value: 'sku-1' }] }] },
    { kind: 'article', items: [{ title: 'How to', description: '', url: 'not yet an address' }] },
  ]) {
    const saved = await desk.ask<{ savedAt: string | null }>('PUT', path, { kind: 'reply', text: '', content });
    assert.ok(saved.body.savedAt !== null, JSON.stringify(saved.body));
    assert.deepEqual(await kept(), content);
  }
  await desk.ask('PUT', path, { kind: 'note', text: 'Aside', content: { kind: 'input-email' } });
  assert.equal(await kept(), null);
  assert.equal((await desk.ask('PUT', path, { kind: 'reply', text: 'x', content: { kind: 'rating' } })).status, 422);
  assert.equal((await desk.ask<{ savedAt: string | null }>('PUT', path, { kind: 'reply', text: '', content: null })).body.savedAt, null);
});
