import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { readWithPython, findPython } from '#channels/email/send/testing/read-with-python.ts';
import { openConnection } from '#core/channels/index.ts';
import { receiveMails } from '#core/conversations/index.ts';
import { getConversationWithTimeline } from '#core/desk/index.ts';
import { sql } from '#storage/index.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { openNimchat, type Nimchat } from './testing/open-nimchat.ts';
import { openPostOffice, type PostOffice } from './testing/post-office.ts';

let api: Nimchat;
let office: PostOffice;
let peer: PostOffice['peer'];
/** A mailbox that was made through this API, with a server that asks for its password. */
let postId: number;
let round = 0;

before(async () => {
  api = await openNimchat();
  office = await openPostOffice(api, { user: { name: 'post', password: 'smtp-pass-4711' } });
  ({ peer } = office);
  const made = await api.ada.send('POST', '/inboxes', { name: 'Post', channel: { type: 'email', email: 'post@desk.test', smtp_enabled: true, smtp_address: '127.0.0.1', smtp_port: peer.port, smtp_login: 'post', smtp_password: 'smtp-pass-4711', smtp_enable_starttls_auto: false } });
  assert.equal(made.status, 200, made.body);
  assert.ok(!made.body.includes('smtp-pass'), made.body);
  postId = made.json().id;
});
after(async () => { await Promise.all([office.close(), api.close()]); });
beforeEach(() => {
  round += 1;
  peer.mails.length = 0;
  api.clock.advance(60_000);
});

const within = <T>(work: Parameters<typeof api.desk.database.withAccount<T>>[1]) => api.desk.database.withAccount(api.accountId, work);
const drain = () => office.drain();
const outgoing = () => within((tx) => tx.rows(sql<{ messageId: number; state: string }>`SELECT message_id AS "messageId", state FROM outgoing_mails WHERE account_id = ${api.accountId} ORDER BY message_id`));
const stateOf = async (messageId: number) => (await outgoing()).find((mail) => mail.messageId === messageId)?.state;
const headerOf = (raw: Buffer, name: string) => new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)\\r$`, 'im').exec(raw.toString())?.[1];

async function ask(): Promise<number> {
  const mail = writeMail({ id: `ask${round}@home.test`, from: `bo${round}@home.test`, to: ['post@desk.test'], subject: `Broken ${round}`, text: 'It does not run.', at: '2024-05-06T13:00:00.000Z' });
  const { messageOf } = await within((tx) => receiveMails(tx, api.desk.act, { id: postId, isList: false }, [mail]));
  return (await within((tx) => tx.one(sql<{ id: number }>`SELECT conversation_id AS id FROM messages WHERE account_id = ${api.accountId} AND id = ${messageOf.get(mail.copyKey)!}`))).id;
}

test('an answer in a mailbox is queued, leaves at once through the server given here, and answers the mail it answers', async () => {
  const id = await ask();
  const form = new FormData();
  form.append('content', 'Have you tried turning it off?');
  form.append('attachments[]', new File([Buffer.from('89504e470d0a1a0a', 'hex')], 'how.png', { type: 'image/png' }));
  const made = await api.ada.form(`/conversations/${id}/messages`, form);
  assert.equal(made.status, 200, made.body);
  const { id: messageId, message_type: type, sender, attachment } = made.json();
  assert.deepEqual([type, sender.name, attachment.file_type, attachment.file_name], ['outgoing', 'Ada', 'image', 'how.png']);
  assert.equal(await stateOf(messageId), 'queued');
  assert.equal(peer.mails.length, 0);
  assert.equal(await drain(), 1);
  assert.equal(await stateOf(messageId), 'handed-over');
  const [mail] = peer.mails;
  assert.deepEqual([peer.mails.length, mail!.from, mail!.to, mail!.user], [1, 'post@desk.test', [`bo${round}@home.test`], 'post']);
  assert.deepEqual([headerOf(mail!.raw, 'In-Reply-To'), headerOf(mail!.raw, 'Subject')], [`<ask${round}@home.test>`, `Re: Broken ${round}`]);
  const { messages } = await within((tx) => getConversationWithTimeline(tx, api.desk.act, id));
  assert.deepEqual([messages.length, messages[1]!.mailId, messages[1]!.delivery?.state], [2, headerOf(mail!.raw, 'Message-ID')?.slice(1, -1), 'handed-over']);
  assert.equal((await api.ada.get(`/conversations/${id}/messages`)).json()[1].id, messageId);
  if (findPython() !== null) {
    const read = readWithPython(mail!.raw);
    assert.match(read.text!, /^Have you tried turning it off\?\n/);
    assert.deepEqual([read.files.map(({ name, type: media, base64 }) => [name, media, base64]), read.defects], [[['how.png', 'image/png', 'iVBORw0KGgo=']], []]);
  }
});

test('a conversation that begins with a message begins with a mail, with the subject given and without Re:', async () => {
  const { id: contactId } = (await api.ada.send('POST', '/contacts', { inbox_id: postId, name: 'Dora', email: `dora${round}@home.test` })).json();
  const made = await api.ada.send('POST', '/conversations', { inbox_id: postId, contact_id: contactId, source_id: `dora${round}@home.test`, additional_attributes: { mail_subject: 'Your order' }, message: { content: 'It is ready.' } });
  assert.equal(made.status, 200, made.body);
  assert.equal(await drain(), 1);
  const [mail] = peer.mails;
  assert.deepEqual([mail!.to, headerOf(mail!.raw, 'Subject'), headerOf(mail!.raw, 'In-Reply-To')], [[`dora${round}@home.test`], 'Your order', undefined]);
  const back = writeMail({ from: `dora${round}@home.test`, to: ['post@desk.test'], subject: 'Re: Your order', text: 'Thanks', references: [headerOf(mail!.raw, 'Message-ID')!.slice(1, -1)], at: '2024-05-06T15:00:00.000Z' });
  await within((tx) => receiveMails(tx, api.desk.act, { id: postId, isList: false }, [back]));
  const { messages, meta } = (await api.ada.get(`/conversations/${made.json().id}`)).json();
  assert.deepEqual([messages.map(({ message_type: type }: { message_type: string }) => type), meta.sender.id], [['outgoing', 'incoming'], contactId], 'the answer comes into the same conversation');

  const empty = (await api.ada.send('POST', '/conversations', { inbox_id: postId, contact_id: contactId, source_id: `dora${round}@home.test`, additional_attributes: { mail_subject: 'Later' } })).json();
  await api.ada.send('POST', `/conversations/${empty.id}/messages`, { content: 'Now.' });
  await drain();
  assert.equal(headerOf(peer.mails[1]!.raw, 'Subject'), 'Later');
});

test('nothing is queued for a note, nor in an inbox for software', async () => {
  const before = await outgoing();
  const id = await ask();
  assert.equal((await api.ada.send('POST', `/conversations/${id}/messages`, { content: 'for us', private: true })).status, 200);
  const inbox = (await api.ada.send('POST', '/inboxes', { name: 'Robot', channel: { type: 'api' } })).json().id;
  const contact = (await api.ada.send('POST', '/contacts', { inbox_id: inbox, name: 'Kim', email: `kim${round}@home.test` })).json();
  const conversation = (await api.ada.send('POST', '/conversations', { inbox_id: inbox, contact_id: contact.id, source_id: contact.payload.contact.contact_inboxes[0].source_id, message: { content: 'Hello' } })).json();
  assert.equal((await api.ada.send('POST', `/conversations/${conversation.id}/messages`, { content: 'Hello again' })).status, 200);
  assert.deepEqual([await outgoing(), await drain(), peer.mails.length], [before, 0, 0]);
  assert.equal((await api.ada.get(`/conversations/${conversation.id}/messages`)).json().length, 2);
});

test('what is deleted while it waits does not leave', async () => {
  const id = await ask();
  const { id: messageId } = (await api.ada.send('POST', `/conversations/${id}/messages`, { content: 'Oops' })).json();
  assert.equal((await api.ada.send('DELETE', `/conversations/${id}/messages/${messageId}`)).status, 200);
  assert.equal(await stateOf(messageId), 'cancelled');
  await drain();
  assert.deepEqual([peer.mails.length, await stateOf(messageId)], [0, 'cancelled']);
});

test('an answer that cannot become a mail is refused, and nothing of it stays', async () => {
  const id = await ask();
  const before = await outgoing();
  for (const content of ['   ', '']) assert.equal((await api.ada.send('POST', `/conversations/${id}/messages`, { content })).status, 422, content);
  const contact = (await api.ada.send('POST', '/contacts', { name: 'Without address' })).json();
  assert.equal((await api.ada.send('POST', '/conversations', { inbox_id: postId, contact_id: contact.id, message: { content: 'x' } })).status, 422);
  assert.deepEqual([(await outgoing()).length, (await api.ada.get(`/conversations/${id}/messages`)).json().length], [before.length, 1]);
});

test('the servers of a mailbox are kept sealed; a changed password is the one that signs in', async () => {
  const stored = await within((tx) => tx.rows(sql<{ row: string }>`SELECT to_jsonb(c)::text || encode(coalesce(c.secret_sealed, ''), 'escape') AS row FROM channel_connections c WHERE account_id = ${api.accountId} AND channel_id = ${postId}`));
  assert.equal(stored.length, 1);
  assert.ok(!stored[0]!.row.includes('smtp-pass'));
  const key = await api.outside.key();
  assert.equal((await within((tx) => openConnection(tx, api.desk.act, key, postId, 'smtp')))?.secret, 'smtp-pass-4711');

  const changed = await api.ada.send('PATCH', `/inboxes/${postId}`, { channel: { smtp_password: 'wrong' } });
  assert.deepEqual([changed.status, /wrong|smtp/.test(changed.body)], [200, false]);
  const id = await ask();
  const { id: messageId } = (await api.ada.send('POST', `/conversations/${id}/messages`, { content: 'Hello?' })).json();
  await drain();
  assert.deepEqual([peer.mails.length, await stateOf(messageId)], [0, 'queued'], 'the server refuses the wrong one');
  await api.ada.send('PATCH', `/inboxes/${postId}`, { channel: { smtp_password: 'smtp-pass-4711' } });
  api.clock.advance(4 * 3_600_000);
  await drain();
  assert.deepEqual([peer.mails.length, await stateOf(messageId)], [1, 'handed-over']);
  assert.ok(!(await api.ada.get(`/inboxes/${postId}`)).body.includes('smtp'));
});
