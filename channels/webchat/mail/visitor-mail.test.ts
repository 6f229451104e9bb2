import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { changeSite } from '#core/channels/index.ts';
import { createContact } from '#core/contacts/index.ts';
import { postMessage, receiveMails } from '#core/conversations/index.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { catchUp } from '#core/events/index.ts';
import { sql } from '#storage/index.ts';
import type { Job, JobHandler } from '#jobs/index.ts';
import { answersByMailReactor, visitorMailJobs, type VisitorMail } from '../index.ts';
import { openWebchat, type Webchat } from '../testing/open-webchat.ts';

let web: Webchat;
let site: { id: number; token: string };
const sent: VisitorMail[] = [];
let outcome: { readonly problem: null } | { readonly problem: string; readonly isFinal: boolean } = { problem: null };
/** Seconds that the runner's clock is ahead of the desk's: nothing else happens meanwhile. */
let ahead = 0;
let handlers: Readonly<Record<string, JobHandler>>;
before(async () => {
  web = await openWebchat();
  site = await web.makeSite({ websiteUrl: 'https://shop.test' });
  handlers = visitorMailJobs({ database: web.desk.database, clock: { nowMs: () => web.floor.nowMs() + ahead * 1_000 }, send: async (mail) => {
    await mail.beforeSend?.(`${mail.idPart}@desk.example`);
    if (outcome.problem === null) sent.push(mail);
    return outcome;
  } });
});
after(() => web.close());

/** What is due so many seconds later; done ones go, as with the runner. */
async function runDue(seconds = 0): Promise<number> {
  ahead += seconds;
  const now = new Date(web.floor.nowMs() + ahead * 1_000).toISOString();
  const due = await web.within((tx) => tx.rows(sql<{ id: number; kind: string; payload: Job['payload'] }>`DELETE FROM jobs WHERE account_id = ${web.desk.accountId} AND queue = 'webchat' AND run_at <= ${now} RETURNING id, kind, payload`));
  for (const { id, kind, payload } of due) await handlers[kind]!({ id, accountId: web.desk.accountId, queue: 'webchat', kind, payload, attempt: 1, attemptsMax: 6, leaseUntil: now }, { signal: AbortSignal.abort() });
  return due.length;
}
const leave = () => web.within((tx) => tx.run(sql`UPDATE visitors SET until = clock_timestamp() - interval '1 minute' WHERE account_id = ${web.desk.accountId}`));
const answer = (conversationId: number, text: string, more: object = {}) => web.within((tx) => postMessage(tx, web.floor.act(), { conversationId, direction: 'outgoing', text, ...more }));
const settle = () => catchUp(web.desk.database, [answersByMailReactor]);

test('an answer goes by mail to a visitor who is gone, left an address and has not seen it: once, with what came together, and never a note', async () => {
  const bo = await web.visitor(site.token);
  await bo.say('Are you there?', undefined, { email: 'bo@home.test', name: 'Bo', language: 'de' });
  const { id } = (await bo.chat()).conversation;
  await web.floor.pass(1);
  await answer(id, 'Yes.');
  await answer(id, 'And open until six.');
  await web.within((tx) => postMessage(tx, web.floor.act(), { conversationId: id, direction: 'note', text: 'secret' }));
  await answer(id, 'by a bot', { isBot: true });
  await settle();
  assert.equal(await runDue(), 0, 'not before he had time to come back');
  await leave();
  assert.ok(await runDue(121) >= 1);
  assert.equal(sent.length, 1);
  const [mail] = sent.splice(0);
  assert.deepEqual([mail!.to, mail!.subject], ['bo@home.test', 'Eine Antwort von Shop']);
  assert.ok(mail!.text.includes('Yes.') && mail!.text.includes('And open until six.') && mail!.text.includes('https://shop.test'));
  assert.ok(!mail!.text.includes('secret') && !mail!.text.includes('by a bot'));
  await runDue(121);
  assert.equal(sent.length, 0);
  await answer(id, 'Are you coming?');
  await settle();
  await runDue(121);
  assert.deepEqual([sent.length, sent[0]?.text.includes('Yes.')], [1, false], 'only what is new');
  sent.splice(0);
});

test('whoever has seen it gets no mail; whoever is on the page is waited for; a mail that could not go is tried again as the same', async () => {
  const [seen, here] = [await web.visitor(site.token), await web.visitor(site.token)];
  for (const [one, email] of [[seen, 'seen@home.test'], [here, 'here@home.test']] as const) await one.say('Hi', undefined, { email });
  const ids = [(await seen.chat()).conversation.id, (await here.chat()).conversation.id];
  await web.floor.pass(1);
  for (const id of ids) await answer(id, 'Hello');
  await web.floor.pass(1);
  await seen.send('POST', '/seen', { conversationId: ids[0] });
  await settle();
  await leave();
  await web.within((tx) => tx.run(sql`UPDATE visitors v SET until = clock_timestamp() + interval '5 minutes' FROM conversations c WHERE c.account_id = v.account_id AND c.source_id = v.source_id AND c.id = ${ids[1]}`));
  await runDue(121);
  assert.equal(sent.length, 0);
  await leave();
  outcome = { problem: 'busy', isFinal: false };
  await assert.rejects(runDue(121), /did not go out/);
  outcome = { problem: null };
  await answer(ids[1], 'Still there?');
  await settle();
  await runDue(121);
  assert.deepEqual([sent.length, sent[0]?.to, sent[0]?.text.includes('Hello')], [1, 'here@home.test', true]);
  sent.splice(0);
});

test('without an address, or where the site does not want it, nothing goes', async () => {
  const nobody = await web.visitor(site.token);
  await nobody.say('Hi');
  const silent = await web.makeSite();
  await web.within((tx) => changeSite(tx, web.floor.act(), silent.id, { settings: { features: { attachments: true, emoji: true, endChat: true, transcript: true, answersByMail: false } } }));
  const bo = await web.visitor(silent.token);
  await bo.say('Hi', undefined, { email: 'bo2@home.test' });
  await web.floor.pass(1);
  for (const one of [nobody, bo]) await answer((await one.chat()).conversation.id, 'Hello');
  await settle();
  await leave();
  await runDue(121);
  assert.equal(sent.length, 0);
});

test('a transcript goes only to the visitor\'s own address, only after a person has answered, and an import or rebuild sends nothing', async () => {
  const bo = await web.visitor(site.token);
  await bo.say('Question', undefined, { email: 'bo3@home.test' });
  const { id } = (await bo.chat()).conversation;
  assert.equal((await bo.send('POST', '/transcript', { conversationId: id })).status, 409);
  await web.floor.pass(1);
  await answer(id, 'Answer');
  assert.equal((await bo.send('POST', '/transcript', { conversationId: id })).status, 200);
  await runDue();
  assert.deepEqual([sent.length, sent[0]?.to, sent[0]?.text.includes('Answer'), sent[0]?.text.includes('Question')], [1, 'bo3@home.test', true, false], 'to an address that is only said go our words, not his own');
  sent.splice(0);
  await web.within((tx) => postMessage(tx, { ...web.floor.act(), origin: 'import' }, { conversationId: id, direction: 'outgoing', text: 'imported' }));
  await settle();
  const { count } = await web.within((tx) => tx.one(sql<{ count: number }>`SELECT count(*) FROM jobs WHERE account_id = ${web.desk.accountId} AND queue = 'webchat' AND kind = 'mail-answers' AND payload ->> 'conversationId' = ${String(id)} AND run_at > ${web.floor.act().now}::timestamptz + interval '2 minutes'`));
  assert.equal(count, 0);
});

test('what he answers to that mail from his address is in the chat, for the desk and for his page; from elsewhere, or without the mail, it is not', async () => {
  const bo = await web.visitor(site.token);
  await bo.say('By mail, please', undefined, { email: 'later@home.test' });
  const { id } = (await bo.chat()).conversation;
  await web.floor.pass(1);
  await answer(id, 'Which size?');
  await settle();
  await leave();
  outcome = { problem: 'away', isFinal: false };
  await runDue(121).catch(() => {});
  outcome = { problem: null };
  await answer(id, 'Still there?');
  await settle();
  await runDue(121);
  const mailed = sent.splice(0).at(-1)!;
  assert.match(mailed.idPart, /^answers-\d+-\d+-[0-9a-f]{32}$/);
  assert.ok(mailed.text.includes('You can answer this mail'));
  const take = async (mailId: string, from: string, more: object) => {
    await web.within((tx) => receiveMails(tx, web.floor.act(), web.desk.help, [writeMail({ id: mailId, from, subject: 'Re: An answer from Shop', at: new Date(web.floor.nowMs()).toISOString(), text: 'Size 42\n\n> Which size?', ...more })]));
    return web.within((tx) => tx.one(sql<{ conversationId: number; linkedTo: number | null }>`
      SELECT m.conversation_id AS "conversationId", c.linked_to AS "linkedTo" FROM messages m JOIN conversations c ON c.account_id = m.account_id AND c.id = m.conversation_id WHERE m.account_id = ${tx.accountId} AND m.mail_id = ${mailId}`));
  };
  const inReplyTo = [`${mailed.idPart}@desk.example`];
  assert.equal((await take('his@home.test', 'later@home.test', { inReplyTo })).conversationId, id);
  assert.equal((await take('his-next@home.test', 'later@home.test', { inReplyTo: ['his@home.test'] })).conversationId, id, 'and what follows in the thread');
  const copy = await web.within((tx) => receiveMails(tx, web.floor.act(), web.desk.help, [writeMail({ id: inReplyTo[0]!, from: 'help@desk.test', to: ['later@home.test'], subject: 'An answer from Shop', folder: 'Sent' })]));
  assert.deepEqual([copy.stored, copy.alreadyHeld], [0, 1], 'what the mailbox keeps of it is said already');
  const stranger = await take('strange@evil.test', 'eve@evil.test', { inReplyTo });
  assert.notEqual(stranger.conversationId, id);
  assert.notEqual((await take('guess@home.test', 'later@home.test', { inReplyTo: [`${mailed.idPart.replace(/-[0-9a-f]{32}$/, '')}@desk.example`], subject: 'Another matter' })).conversationId, id);
  const { messages, conversation } = await bo.chat();
  assert.deepEqual([conversation.id, messages.filter(({ isMine }: { isMine: boolean }) => isMine).map(({ text }: { text: string }) => text.split('\n')[0])], [id, ['By mail, please', 'Size 42', 'Size 42']]);
  await bo.say('Back on the page');
  assert.equal((await bo.chat()).conversation.id, id);
});

test('an address that another contact has gets the answer, but what comes back from there is not shown to who said it', async () => {
  await web.within((tx) => createContact(tx, web.floor.act(), { name: 'Dora', points: [{ kind: 'email', value: 'dora@home.test' }] }));
  const liar = await web.visitor(site.token);
  await liar.say('I am Dora', undefined, { email: 'dora@home.test' });
  const { id } = (await liar.chat()).conversation;
  await web.floor.pass(1);
  await answer(id, 'Hello Dora');
  await settle();
  await leave();
  await runDue(121);
  const mailed = sent.splice(0).find(({ to }) => to === 'dora@home.test')!;
  assert.deepEqual([mailed.beforeSend, mailed.text.includes('You can answer this mail')], [undefined, false]);
});
