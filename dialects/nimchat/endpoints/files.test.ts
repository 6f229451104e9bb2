import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { endMember } from '#core/accounts/index.ts';
import { receiveMails } from '#core/conversations/index.ts';
import { recordFiles } from '#core/files/index.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { openNimchat, type Nimchat } from '../testing/open-nimchat.ts';

let api: Nimchat;
let inboxId: number;
let conversationId: number;
const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const day = 86_400_000;

before(async () => {
  api = await openNimchat();
  inboxId = (await api.ada.send('POST', '/inboxes', { name: 'Robot', channel: { type: 'api' } })).json().id;
  const contact = (await api.ada.send('POST', '/contacts', { inbox_id: inboxId, name: 'Bo' })).json();
  conversationId = (await api.ada.send('POST', '/conversations', { inbox_id: inboxId, source_id: contact.payload.contact.contact_inboxes[0].source_id })).json().id;
});
after(() => api.close());

const within = <T>(work: Parameters<typeof api.desk.database.withAccount<T>>[1]) => api.desk.database.withAccount(api.accountId, work);
interface Attachment { id: number; data_url: string; thumb_url: string; file_name: string }

/** Without any header, as whoever has the link opens it. */
async function open(link: string, method: 'GET' | 'HEAD' = 'GET', headers: Record<string, string> = {}) {
  const { origin, pathname, search } = new URL(link);
  assert.equal(origin, 'https://desk.example');
  return api.server.inject({ method, url: pathname + search, headers });
}
const statusOf = async (link: string) => (await open(link)).statusCode;

async function send(files: readonly File[], { caller = api.deployed, direction = 'outgoing' }: { caller?: Nimchat['ada']; direction?: string } = {}): Promise<{ id: number; attachments: Attachment[] }> {
  const form = new FormData();
  form.append('message_type', direction);
  for (const file of files) form.append('attachments[]', file);
  const made = await caller.form(`/conversations/${conversationId}/messages`, form);
  assert.equal(made.status, 200, made.body);
  const { id, attachments, attachment } = made.json();
  return { id, attachments: attachments ?? [attachment] };
}

test('the link of a file opens without a header and gives it byte for byte, in every answer that shows the message', async () => {
  const { id, attachments: [picture, text] } = await send([new File([png], 'lamp.png', { type: 'image/png' }), new File(['plain words'], 'a.txt')], { direction: 'incoming' });
  const answer = await open(picture!.data_url);
  assert.deepEqual([answer.statusCode, answer.rawPayload, answer.headers['content-type'], answer.headers['content-disposition']], [200, png, 'image/png', "inline; filename=\"lamp.png\"; filename*=UTF-8''lamp.png"]);
  assert.deepEqual([picture!.thumb_url, text!.thumb_url], [picture!.data_url, '']);
  assert.equal((await open(text!.data_url)).body, 'plain words');
  const head = await open(picture!.data_url, 'HEAD');
  assert.deepEqual([head.statusCode, head.headers['content-length'], head.body], [200, '16', '']);
  const part = await open(picture!.data_url, 'GET', { range: 'bytes=1-3' });
  assert.deepEqual([part.statusCode, part.body], [206, 'PNG']);

  const condition = { payload: [{ attribute_key: 'inbox_id', filter_operator: 'equal_to', values: [inboxId], query_operator: null }] };
  const contactId = (await api.ada.get(`/conversations/${conversationId}`)).json().meta.sender.id;
  for (const answerOf of [
    await api.ada.get(`/conversations/${conversationId}/messages`), await api.deployed.get(`/conversations/${conversationId}/messages`), await api.ada.get(`/conversations/${conversationId}`),
    await api.ada.get(`/conversations?inbox_id=${inboxId}`), await api.ada.send('POST', '/conversations/filter', condition), await api.ada.get(`/contacts/${contactId}/conversations`),
  ]) {
    assert.equal(answerOf.status, 200, answerOf.body);
    assert.ok(answerOf.body.includes(JSON.stringify(picture!.data_url)), answerOf.body);
    assert.ok(answerOf.body.includes(`"message_id":${id}`));
  }
});

test('a browser runs nothing of what a link gives, whatever the sender called it', async () => {
  const { attachments } = await send([new File(['<script>alert(1)</script>'], 'page.png', { type: 'image/png' }), new File(['<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'], 'draw.svg', { type: 'image/svg+xml' }), new File(['%PDF-1.7'], 'a.pdf', { type: 'application/pdf' })]);
  for (const { data_url: link, thumb_url: thumb, file_name: name } of attachments) {
    const { headers } = await open(link);
    assert.deepEqual([headers['content-type'], String(headers['content-disposition']).split(';')[0], thumb], ['application/octet-stream', 'attachment', ''], name);
    assert.deepEqual([headers['content-security-policy'], headers['x-content-type-options'], headers['set-cookie']], ["sandbox; default-src 'none'; frame-ancestors 'none'", 'nosniff', undefined]);
    assert.equal(headers['cross-origin-resource-policy'], 'cross-origin');
  }
});

test('files that came by mail have links, too', async () => {
  const [stored] = await api.outside.files.putMany(api.accountId, [Buffer.from('by mail')]);
  const mail = { ...writeMail({ from: 'pat@home.test', to: ['help@desk.test'], subject: 'Files', text: 'See there.' }), attachments: [{ fileName: 'm.txt', mediaType: 'text/plain', sniffedType: 'text/plain', disposition: 'attachment' as const, contentId: null, sha256: stored!.sha256, byteCount: stored!.byteCount }] };
  await within(async (tx) => {
    await recordFiles(tx, api.desk.act, [stored!]);
    await receiveMails(tx, api.desk.act, api.desk.help, [mail]);
  });
  const [row] = (await api.ada.get(`/conversations?inbox_id=${api.desk.help.id}`)).json().data.payload;
  assert.equal((await open(row.messages[0].attachment.data_url)).body, 'by mail');
});

test('a link lasts at least seven days and at most eight', async () => {
  const { attachments: [file] } = await send([new File(['x'], 'x.txt')]);
  const start = api.clock.nowMs();
  assert.equal((await api.ada.get(`/conversations/${conversationId}/messages`)).body.includes(file!.data_url), true, 'on one day it is the same text');
  api.clock.advance(7 * day);
  assert.equal(await statusOf(file!.data_url), 200);
  api.clock.advance(day);
  assert.equal(await statusOf(file!.data_url), 404);
  const again = (await api.ada.get(`/conversations/${conversationId}/messages`)).json().at(-1).attachment.data_url;
  assert.deepEqual([again === file!.data_url, await statusOf(again)], [false, 200], 'the message gives a new one');
  api.clock.advance(start - api.clock.nowMs());
});

test('a changed link gives nothing, and says no more than an unknown one', async () => {
  const { attachments: [file] } = await send([new File(['x'], 'x.txt')]);
  const key = new URL(file!.data_url).searchParams.get('key')!;
  const [account, user, attachment, end, mac] = key.split('.');
  const wrong = [
    [api.otherAccountId, user, attachment, end, mac], [account, Number(user) + 1, attachment, end, mac], [account, user, Number(attachment) - 1, end, mac], [account, user, attachment, Number(end) + 86_400, mac],
    [account, user, attachment, end, mac!.replace(/./, (sign) => (sign === 'A' ? 'B' : 'A'))], [account, user, attachment, end, ''], ['x'],
  ].map((parts) => parts.join('.'));
  for (const text of wrong) {
    const answer = await open(`https://desk.example/api/v1/files?key=${text}`);
    assert.deepEqual([answer.statusCode, answer.body], [404, '{"error":"Resource could not be found"}'], text);
  }
  assert.equal(await statusOf('https://desk.example/api/v1/files'), 422);
  assert.equal(await statusOf(`https://desk.example/api/v1/files?key=${'x'.repeat(201)}`), 422);
  assert.equal((await api.server.inject({ method: 'GET', url: '/api/v1/files', headers: { api_access_token: api.ada.token } })).statusCode, 422, 'a token is no link');
  assert.equal((await api.eve.get(`/conversations/${conversationId}/messages`)).status, 404, 'another account gets no links');
});

test('a link ends with the message, and with the right of whoever it was made for', async () => {
  const { id, attachments: [file] } = await send([new File(['x'], 'x.txt')]);
  const { attachments: [kept] } = await send([new File(['y'], 'y.txt')]);
  const list = async (caller: Nimchat['ada']): Promise<string> => (await caller.get(`/conversations/${conversationId}/messages`)).json().at(-1).attachment.data_url;
  const ofCy = await list(api.cy);
  assert.deepEqual([ofCy === kept!.data_url, await statusOf(ofCy)], [false, 200]);
  await api.ada.send('DELETE', `/conversations/${conversationId}/messages/${id}`);
  assert.deepEqual([await statusOf(file!.data_url), await statusOf(kept!.data_url)], [404, 200]);
  const cyId = Number(new URL(ofCy).searchParams.get('key')!.split('.')[1]);
  await within((tx) => endMember(tx, api.desk.act, cyId));
  assert.deepEqual([await statusOf(ofCy), await statusOf(kept!.data_url)], [404, 200]);
});
