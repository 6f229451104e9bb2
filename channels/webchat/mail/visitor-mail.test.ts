import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { changeSite } from '#core/channels/index.ts';
import { postMessage } from '#core/conversations/index.ts';
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
