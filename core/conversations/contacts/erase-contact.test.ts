import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { factsConsumer } from '#core/analytics/index.ts';
import { putContactSource } from '#core/channels/index.ts';
import { addContactPoint, changeContact, createContactGroup, findContactByPoint } from '#core/contacts/index.ts';
import { contactActivityConsumer, searchConsumer, searchMessages } from '#core/desk/index.ts';
import { catchUp } from '#core/events/index.ts';
import { putExtensions } from '#core/extensions/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { defineAttribute, setAttributeValues } from '#core/labels/index.ts';
import { erasureConsumer } from '#core/routing/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { composeMessage, eraseContact, eraseContactRound, mergeContacts, postMessage, receiveMails, removeContact, saveDraft, saveNewMailDraft, type ReceivedMail } from '../index.ts';

/** In every name, address and word of the person, and in nothing else. */
const canary = 'quillfeather';
const address = `${canary}@home.test`;
const second = `${canary}.two@other.test`;
let desk: Desk;
let owner: pg.Client;
let person: Act;
before(async () => {
  desk = await openDesk();
  owner = new pg.Client(desk.database.connection);
  await owner.connect();
  person = { ...desk.act, actor: { kind: 'user', id: desk.userId, permissions: 'all' } };
});
after(async () => {
  await owner.end();
  await desk.close();
});

const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => desk.database.withAccount(desk.accountId, work);
const take = (channel: Desk['help'], ...mails: ReceivedMail[]) => within((tx) => receiveMails(tx, desk.act, channel, mails));
const settle = () => catchUp(desk.database, [factsConsumer, searchConsumer, contactActivityConsumer, erasureConsumer]);
const contactOf = (value: string) => within((tx) => findContactByPoint(tx, desk.act, 'email', value));
const conversationOf = async (mailId: string): Promise<number> => (await within((tx) => tx.one(sql<{ id: number }>`SELECT conversation_id AS id FROM messages WHERE account_id = ${desk.accountId} AND mail_id = ${mailId}`))).id;

/** Table and column of every place in the database that holds the words, whoever's rows they are. Raw bytes are read too: they lie as they came where they are short. */
async function placesOf(words: string): Promise<string[]> {
  const { rows: columns } = await owner.query<{ name: string; column: string; type: string }>(`
    SELECT c.relname AS name, a.attname AS column, format_type(a.atttypid, NULL) AS type FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1, 2`);
  const found: string[] = [];
  for (const { name, column, type } of columns) {
    const text = type === 'bytea' ? `encode(t.${column}, 'escape')` : `t.${column}::text`;
    const { rows } = await owner.query<{ n: string }>(`SELECT count(*) AS n FROM ${name} t WHERE position($1 IN lower(${text})) > 0`, [words]);
    if (Number(rows[0]!.n) > 0) found.push(`${name}.${column}`);
  }
  return found;
}

/** Figures without names: what was counted, when, how long. */
const figures = () => within(async (tx) => ({
  messages: await tx.rows(sql<object>`SELECT message_id, conversation_id, message_type, span_raw, span_business, is_initial_reply FROM message_facts WHERE account_id = ${desk.accountId} ORDER BY message_id`),
  conversations: await tx.rows(sql<object>`SELECT conversation_id, type, status, started_at, last_at, mail_count, first_reply_raw FROM conversation_facts WHERE account_id = ${desk.accountId} ORDER BY conversation_id`),
}));

test('a contact that is erased is nowhere in the database any more, in whatever table; every figure stays, and others keep their words', async () => {
  await within((tx) => tx.run(sql`INSERT INTO files (account_id, sha256, byte_count, created_at) VALUES (${desk.accountId}, ${'a'.repeat(64)}, 3, ${desk.act.now})`));
  const question: ReceivedMail = {
    ...writeMail({ id: 'q@x', from: address, cc: ['cy@else.test'], subject: `${canary} asks`, text: `I am ${canary}.`, at: '2024-05-02T09:00:00.000Z' }),
    attachments: [{ fileName: `${canary}.pdf`, mediaType: 'application/pdf', sniffedType: 'application/pdf', disposition: 'attachment', contentId: null, sha256: 'a'.repeat(64), byteCount: 3 }],
  };
  await take(desk.help, question, writeMail({ id: 'r@x', from: 'eve@desk.test', to: [address], subject: `Re: ${canary} asks`, text: `Dear ${canary}`, references: ['q@x'], at: '2024-05-02T10:00:00.000Z' }));
  await take(desk.help, writeMail({ id: 'o@x', from: 'other@home.test', cc: [address], subject: 'Another matter', text: 'Words of another person.', at: '2024-05-03T09:00:00.000Z' }));
  await take(desk.list, writeMail({ id: 'l1@x', from: 'first@list.test', to: ['list@lists.test'], subject: 'On the list', text: 'Words of the first.', at: '2024-05-03T10:00:00.000Z' }),
    writeMail({ id: 'l2@x', from: address, to: ['list@lists.test'], subject: 'Re: On the list', text: `${canary} answers the list.`, references: ['l1@x'], at: '2024-05-03T11:00:00.000Z' }));
  await take(desk.help, writeMail({ id: 's@x', from: second, subject: 'From elsewhere', text: `${canary} again`, at: '2024-05-04T09:00:00.000Z' }));
  const [contact, twin] = [(await contactOf(address))!, (await contactOf(second))!];
  const [conversationId, elsewhere] = [await conversationOf('q@x'), await conversationOf('o@x')];
  await within(async (tx) => {
    await changeContact(tx, desk.act, contact.id, { name: `Mx ${canary}`, note: `calls herself ${canary}` });
    await addContactPoint(tx, desk.act, contact.id, { kind: 'external', value: `crm-${canary}` });
    await defineAttribute(tx, desk.act, { entity: 'contact', key: 'nick', name: 'Nick', type: 'text' });
    await defineAttribute(tx, desk.act, { entity: 'conversation', key: 'order_of', name: 'Order of', type: 'text' });
    await setAttributeValues(tx, desk.act, 'contact', contact.id, { nick: canary });
    await setAttributeValues(tx, desk.act, 'conversation', conversationId, { order_of: canary });
    await putContactSource(tx, desk.act, { channelId: desk.help.id, contactId: contact.id, sourceId: address });
    await putExtensions(tx, { dialect: 'nimchat', noun: 'contact' }, [{ coreId: contact.id, body: { city: canary } }]);
    await createContactGroup(tx, desk.act, { name: 'Friends', members: [{ kind: 'address', value: address }, { kind: 'address', value: 'other@home.test' }] });
    await saveNewMailDraft(tx, person, { channelId: desk.help.id, to: `Mx <${address.toUpperCase()}>`, cc: '', bcc: '', subject: 'Hello', text: 'Dear you', html: null, uploadIds: [] });
    await saveDraft(tx, person, elsewhere, { kind: 'forward', text: 'See below', to: [{ name: '', address }] });
    await saveDraft(tx, person, conversationId, { text: `Dear ${canary}` });
    await mergeContacts(tx, desk.act, { from: twin.id, into: contact.id });
    await composeMessage(tx, person, { conversationId, kind: 'reply', text: `Later, ${canary}`, sendAt: '2024-06-06T12:00:00.000Z' });
  });
  await postMessage(desk.database, desk.act, { conversationId, direction: 'note', text: `${canary} is difficult` });
  await settle();
  const before = { figures: await figures(), places: await placesOf(canary) };
  for (const table of ['addresses', 'attachments', 'attribute_values', 'contact_group_members', 'contact_points', 'contact_sources', 'contacts', 'conversations', 'drafts', 'extensions', 'message_bodies', 'message_parties', 'messages', 'new_mail_drafts', 'outgoing_recipients', 'search_documents', 'search_names']) {
    assert.ok(before.places.some((place) => place.startsWith(`${table}.`)), `${table} holds it before, or the test shows nothing`);
  }
  const raws = async () => Number((await owner.query<{ n: string }>('SELECT count(*) AS n FROM raw_mails')).rows[0]!.n);
  const rawsBefore = await raws();

  await within((tx) => eraseContact(tx, desk.act, contact.id));
  await within((tx) => assert.rejects(eraseContact(tx, desk.act, contact.id), { code: 'not-found' }));
  await take(desk.help, writeMail({ id: 'new@x', from: address, subject: 'A new beginning', text: 'Here again.', at: '2024-05-06T10:00:00.000Z' })); // before the rounds: not meant
  while (await within((tx) => eraseContactRound(tx, desk.act)));
  assert.equal(await within((tx) => eraseContactRound(tx, desk.act)), false);
  await settle();
  const anew = await contactOf(address);
  assert.notEqual(anew?.id, contact.id, 'who writes again is new');
  assert.deepEqual((await within((tx) => searchMessages(tx, desk.act, { query: 'beginning' }))).rows.length, 1);
  await within((tx) => eraseContact(tx, desk.act, anew!.id));
  while (await within((tx) => eraseContactRound(tx, desk.act)));
  await settle();

  assert.deepEqual(await placesOf(canary), []);
  const left = await figures();
  assert.deepEqual({ ...left, messages: left.messages.slice(0, before.figures.messages.length), conversations: left.conversations.slice(0, before.figures.conversations.length) }, before.figures);
  assert.equal(await raws(), rawsBefore - 4, 'the bytes of q, r, l2 and s; those of the others stay');
  assert.deepEqual(await placesOf('words of another person'), ['message_bodies.text']);
  assert.deepEqual(await placesOf('words of the first'), ['message_bodies.text']);
  assert.deepEqual((await placesOf('other@home.test')).includes('contact_group_members.value'), true);
  const [{ state }] = (await owner.query<{ state: string }>(`SELECT state FROM outgoing_mails`)).rows as [{ state: string }];
  assert.equal(state, 'cancelled', 'what was to be sent later never leaves');

  await take(desk.help, question); // a mailbox that is read from the start
  await settle();
  assert.deepEqual(await placesOf(canary), [], 'an erased mail does not come back');
});

test('a contact that is deleted leaves what was written, and nothing else', async () => {
  await take(desk.help, writeMail({ id: 'd@x', from: 'doraspindle@home.test', subject: 'Matter of doraspindle', text: 'Hello', at: '2024-05-02T09:00:00.000Z' }));
  const contact = (await contactOf('doraspindle@home.test'))!;
  await within(async (tx) => {
    await createContactGroup(tx, desk.act, { name: 'More friends', members: [{ kind: 'address', value: 'doraspindle@home.test' }] });
    await saveNewMailDraft(tx, person, { channelId: desk.help.id, to: '', cc: 'doraspindle@home.test', bcc: '', subject: 'Hello', text: 'Dear you', html: null, uploadIds: [] });
    await putContactSource(tx, desk.act, { channelId: desk.sales.id, contactId: contact.id, sourceId: 'doraspindle@home.test' });
  });
  await settle();
  await within((tx) => removeContact(tx, desk.act, contact.id));
  await settle();
  const tables = new Set((await placesOf('doraspindle')).map((place) => place.split('.')[0]));
  assert.deepEqual([...tables], ['addresses', 'conversations', 'message_parties', 'messages', 'search_documents', 'search_names']);
});

test('under legal hold nothing is erased, and who may not delete conversations erases nobody', async () => {
  await take(desk.help, writeMail({ id: 'h@x', from: 'held@home.test', subject: 'Held', at: '2024-05-02T09:00:00.000Z' }));
  const { id } = (await contactOf('held@home.test'))!;
  const who: Act = { ...desk.act, actor: { kind: 'user', id: 1, permissions: new Set(['contacts.delete', 'contacts.read']) } };
  await within((tx) => assert.rejects(eraseContact(tx, who, id), { code: 'forbidden' }));
  await owner.query(`UPDATE conversations SET legal_hold = true WHERE id = ${await conversationOf('h@x')}`);
  await within((tx) => assert.rejects(eraseContact(tx, desk.act, id), { code: 'conflict' }));
  assert.equal((await contactOf('held@home.test'))?.id, id);
});
