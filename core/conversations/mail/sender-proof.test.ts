import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { factsConsumer } from '#core/analytics/index.ts';
import { catchUp } from '#core/events/index.ts';
import { setInternalDomains } from '#core/settings/index.ts';
import { sql } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail, type WrittenMail } from '#testkit/people/write-mail.ts';
import { changeConversation, previewReclassify, receiveMails, reclassifyMail, type ReceivedMail, type SenderProof } from '../index.ts';
import { rebuildFacts } from '#core/analytics/projection/testing/rebuild-facts.ts';

let desk: Desk;
before(async () => { desk = await openDesk(); });
after(() => desk.close());
const within = <T>(work: Parameters<typeof desk.database.withAccount<T>>[1]) => desk.database.withAccount(desk.accountId, work);

const live = (mail: WrittenMail, proof: SenderProof | null): ReceivedMail => ({ ...writeMail(mail), verdict: proof && { proof, check: null } });
const take = (channel: { id: number; isList: boolean }, ...mails: ReceivedMail[]) => within((tx) => receiveMails(tx, desk.act, channel, mails));
const row = async (mailId: string) => within((tx) => tx.one(sql<{ direction: string; agent: string | null; unproved: boolean; proof: string | null; turn: string; conversation: number }>`
  SELECT m.direction, a.address AS agent, m.is_unproved_ours AS unproved, m.sender_proof AS proof, c.turn, c.id AS conversation
  FROM messages m JOIN conversations c ON c.account_id = m.account_id AND c.id = m.conversation_id LEFT JOIN agent_addresses a ON a.account_id = m.account_id AND a.agent_id = m.agent_id
  WHERE m.account_id = ${desk.accountId} AND m.mail_id = ${mailId}`));
const facts = async (): Promise<string> => {
  await catchUp(desk.database, [factsConsumer]);
  return (await within((tx) => tx.one(sql<{ t: string }>`
    SELECT concat((SELECT string_agg(f::text, E'\n' ORDER BY f.message_id) FROM message_facts f), (SELECT string_agg(f::text, E'\n' ORDER BY f.conversation_id) FROM conversation_facts f)) AS t`))).t;
};
const agentCount = async () => (await within((tx) => tx.one(sql<{ n: number }>`SELECT count(*) AS n FROM agents WHERE account_id = ${desk.accountId}`))).n;
const question = (n: string, day = 1): WrittenMail => ({ id: `q${n}@home.test`, from: `bo${n}@home.test`, subject: `Question ${n}`, at: `2024-05-0${day}T08:00:00.000Z` });
const answer = (n: string, from = 'eve@desk.test', day = 1): WrittenMail => ({ id: `a${n}@desk.test`, from, to: [`bo${n}@home.test`], cc: ['help@desk.test'], subject: `Re: Question ${n}`, at: `2024-05-0${day}T09:00:00.000Z`, references: [`q${n}@home.test`] });

test('each proof makes a live mail of our side ours; without one it is incoming, credits nobody and makes nobody an agent', async () => {
  const before = await agentCount();
  await take(desk.help, live(question('0'), 'none'), live(answer('0', 'nobody@desk.test'), 'none'));
  const { conversation, ...forged } = await row('a0@desk.test');
  assert.deepEqual(forged, { direction: 'incoming', agent: null, unproved: true, proof: 'none', turn: 'new' });
  assert.notEqual(conversation, (await row('q0@home.test')).conversation);
  assert.equal(await agentCount(), before);
  for (const proof of ['dkim', 'spf', 'server', 'sent-folder', null] as const) {
    const n = `-${proof}`;
    await take(desk.help, live(question(n), 'none'), live(answer(n), proof));
    const { conversation: _, ...found } = await row(`a${n}@desk.test`);
    assert.deepEqual(found, { direction: 'outgoing', agent: 'eve@desk.test', unproved: false, proof, turn: 'customer' }, `${proof}`);
  }
  assert.deepEqual(await within((tx) => tx.rows(sql`SELECT id FROM messages WHERE account_id = ${desk.accountId} AND sender_check IS NOT NULL`)), []);
  assert.equal((await row('q0@home.test')).unproved, false, 'a customer does not say that he is us');
});

test('the address of a channel and of an agent whom an administrator made want proof as well', async () => {
  for (const [at, from] of ['sales@desk.test', 'ada@desk.test', 'help@desk.test'].entries()) {
    const n = `own${at}`;
    await take(desk.help, live(question(n), 'none'), live(answer(n, from), 'none'));
    assert.deepEqual([(await row(`a${n}@desk.test`)).direction, (await row(`q${n}@home.test`)).turn], ['incoming', 'new'], from);
  }
});

test('a copy in the folder of sent mail makes it ours afterwards, in whatever order they come, and the figures follow', async () => {
  const sent = (n: string): ReceivedMail => live({ ...answer(n), folder: 'Sent', rawSalt: 'sent' }, 'sent-folder');
  await take(desk.help, live(question('late'), 'none'), live({ ...answer('late'), rawSalt: 'inbox' }, 'none'));
  assert.equal((await row('qlate@home.test')).turn, 'new');
  const before = await facts();
  const held = await take(desk.sales, { ...sent('late'), contentHash: live({ ...answer('late'), rawSalt: 'inbox' }, 'none').contentHash });
  assert.equal(held.stored, 0);
  const { conversation, ...proved } = await row('alate@desk.test');
  assert.equal(conversation, (await row('qlate@home.test')).conversation, 'it lies where it would have been put, and the customer waits no longer');
  assert.deepEqual(proved, { direction: 'outgoing', agent: 'eve@desk.test', unproved: false, proof: 'sent-folder', turn: 'customer' });
  assert.notEqual(await facts(), before);
  await take(desk.help, live(question('early'), 'none'));
  await take(desk.sales, sent('early'));
  await take(desk.help, { ...live({ ...answer('early'), rawSalt: 'inbox' }, 'none'), contentHash: sent('early').contentHash });
  assert.deepEqual([(await row('aearly@desk.test')).proof, (await row('qearly@home.test')).turn], ['sent-folder', 'customer']);
});

test('where somebody has acted on it meanwhile, it is ours and stays where it is', async () => {
  await take(desk.help, live(question('acted'), 'none'), live({ ...answer('acted'), rawSalt: 'inbox' }, 'none'));
  const before = (await row('aacted@desk.test')).conversation;
  await within((tx) => changeConversation(tx, desk.act, before, { priority: 3 }));
  await take(desk.sales, { ...live({ ...answer('acted'), folder: 'Sent', rawSalt: 'sent' }, 'sent-folder'), contentHash: live({ ...answer('acted'), rawSalt: 'inbox' }, 'none').contentHash });
  const after = await row('aacted@desk.test');
  assert.deepEqual([after.direction, after.conversation], ['outgoing', before]);
});

test('an import that brings the same mail is no proof', async () => {
  await take(desk.help, live(question('copy'), 'none'), live({ ...answer('copy'), rawSalt: 'a' }, 'none'));
  await take(desk.help, { ...live({ ...answer('copy'), rawSalt: 'b' }, null), contentHash: live({ ...answer('copy'), rawSalt: 'a' }, 'none').contentHash });
  assert.deepEqual([(await row('acopy@desk.test')).direction, (await row('acopy@desk.test')).unproved], ['incoming', true]);
});

test('a domain that needs no proof: what is foretold happens, for held mail too, back and forth, and a rebuild finds the same', async () => {
  await take(desk.help, live(question('free'), 'none'), live(answer('free', 'kit@desk.test'), 'none'));
  const before = await facts();
  const set = async (withoutProof: readonly string[]): Promise<void> => {
    const told = await within((tx) => previewReclassify(tx, desk.act, ['desk.test'], withoutProof));
    const changed = await within(async (tx) => {
      await setInternalDomains(tx, desk.act, ['desk.test'], withoutProof);
      return reclassifyMail(tx, desk.act);
    });
    assert.ok(changed > 0);
    assert.equal(told.messages, changed);
  };
  await set(['desk.test']);
  assert.deepEqual([(await row('afree@desk.test')).agent, (await row('afree@desk.test')).unproved], ['kit@desk.test', false]);
  await take(desk.help, live(question('freely', 2), 'none'), live(answer('freely', 'kit@desk.test', 2), 'none'));
  assert.equal((await row('qfreely@home.test')).turn, 'customer');
  assert.equal((await within((tx) => setInternalDomains(tx, desk.act, ['desk.test']))).changed, false, 'whoever names domains alone leaves the proof as it is');
  await set([]);
  assert.deepEqual([(await row('afree@desk.test')).agent, (await row('afree@desk.test')).unproved, (await row('afreely@desk.test')).direction], [null, true, 'incoming']);
  const after = await facts();
  assert.ok(after.length > before.length);
  await rebuildFacts(desk.database, desk.accountId);
  assert.equal(await facts(), after);
  await assert.rejects(within((tx) => setInternalDomains(tx, desk.act, ['desk.test'], ['else.test'])), { code: 'invalid' });
});

test('a proof is of the writer whom its copy names: the same words that name another one in X-Original-From prove nothing, together or one after the other', async () => {
  const words = (n: string): WrittenMail => ({ ...answer(n), id: `list${n}@evil.test`, from: 'list@evil.test' });
  const claims = (n: string): ReceivedMail => ({ ...live({ ...words(n), rawSalt: 'claims' }, 'none'), contentHash: live(words(n), null).contentHash, sender: { name: 'Eve', address: 'eve@desk.test' } });
  const signed = (n: string): ReceivedMail => ({ ...live({ ...words(n), rawSalt: 'signed' }, 'dkim'), contentHash: live(words(n), null).contentHash });
  for (const [n, order] of [['one', [claims, signed]], ['two', [signed, claims]]] as const) {
    await take(desk.help, live(question(`w${n}`), 'none'));
    for (const make of order) await take(desk.help, make(n));
    assert.equal((await row(`list${n}@evil.test`)).direction, 'incoming', n);
  }
  await take(desk.help, claims('three'), signed('three'));
  assert.equal((await row('listthree@evil.test')).direction, 'incoming');
  await take(desk.help, signed('four'), claims('four'));
  assert.equal((await row('listfour@evil.test')).direction, 'incoming');
});

test('a signature of our own web form proves nothing about the customer for whom it speaks', async () => {
  await take(desk.help, { ...live({ id: 'form@desk.test', from: 'web@desk.test', to: ['help@desk.test'] }, 'dkim'), recipients: [{ role: 'to', name: '', address: 'help@desk.test' }, { role: 'reply-to', name: 'Cy', address: 'cy@bank.test' }] });
  const { direction, proof } = await row('form@desk.test');
  assert.deepEqual([direction, proof], ['incoming', 'none']);
});

test('a mail of ours without a Message-ID stays ours when mail is judged anew, though its sender wrote no other', async () => {
  await take(desk.help, live({ id: null, from: 'solo@desk.test', to: ['bo@home.test'], subject: 'Without an id' }, null));
  const direction = () => within((tx) => tx.one(sql<{ direction: string }>`SELECT direction FROM messages WHERE account_id = ${desk.accountId} AND subject = 'Without an id'`));
  assert.deepEqual(await direction(), { direction: 'outgoing' });
  await within((tx) => reclassifyMail(tx, desk.act));
  assert.deepEqual(await direction(), { direction: 'outgoing' });
});
