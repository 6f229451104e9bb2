import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setupAccount } from '#core/accounts/index.ts';
import { changeChannelSettings, createApiChannel } from '#core/channels/index.ts';
import { createContact } from '#core/contacts/index.ts';
import { changeConversation, changeLife, deleteMessage, openConversation, postMessage, receiveMails, submitMessageValues } from '#core/conversations/index.ts';
import { catchUp, consumeOnce, sequenceOnce } from '#core/events/index.ts';
import { systemAct, type Act, type Origin } from '#core/kernel/index.ts';
import { createAgent } from '#core/people/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { createSurveyReactor, findRatings, findRatingsOf, findSurvey, ratingsConsumer, reportRatings } from './index.ts';

let desk: Desk;
let ada: Act;
let api = 0;
let agent = 0;
let minute = 0;
const surveys = createSurveyReactor({ linkOf: (uuid) => `https://desk.example/survey/responses/${uuid}` });
const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => desk.database.withAccount(desk.accountId, work);
const at = (act: Act, origin: Origin = 'live'): Act => ({ ...act, origin, now: new Date(Date.parse(desk.act.now) + (minute += 1) * 60_000).toISOString() });
const settle = () => catchUp(desk.database, [surveys, ratingsConsumer]);
const year = { from: '2024-01-01T00:00:00.000Z', to: '2024-12-30T00:00:00.000Z' };

before(async () => {
  desk = await openDesk();
  ada = { ...desk.act, actor: { kind: 'user', id: desk.userId, permissions: 'all' } };
  await within(async (tx) => {
    api = (await createApiChannel(tx, desk.act, { name: 'Robot' })).id;
    agent = (await createAgent(tx, desk.act, { name: 'Cy' })).id;
    for (const channel of [api, desk.help.id]) await changeChannelSettings(tx, desk.act, channel, { survey: { isOn: true, question: channel === api ? 'How was it?' : null }, language: 'de' });
  });
});
after(() => desk.close());

let names = 0;
/** A conversation that was answered and resolved. */
async function resolved({ origin = 'live', isAnswered = true }: { origin?: Origin; isAnswered?: boolean } = {}): Promise<number> {
  const id = await within(async (tx) => {
    const contact = await createContact(tx, at(desk.act), { name: `Bo ${names += 1}` });
    const made = await openConversation(tx, at(desk.act), { channelId: api, contactId: contact.id });
    await postMessage(tx, at(desk.act), { conversationId: made.id, direction: 'incoming', text: 'Help' });
    if (isAnswered) await postMessage(tx, at(ada), { conversationId: made.id, direction: 'outgoing', text: 'Here' });
    await changeConversation(tx, at(ada), made.id, { assigneeId: agent });
    await changeLife(tx, at(ada, origin), [made.id], { life: 'resolved' });
    return made.id;
  });
  await settle();
  return id;
}
const asked = (id: number) => within((tx) => findRatingsOf(tx, desk.act, id));
const rate = (conversationId: number, messageId: number, values: object, act: Act = at(desk.act)) => within((tx) => submitMessageValues(tx, act, { conversationId, messageId, values: values as Record<string, unknown> }));

test('a customer is asked once when his conversation is resolved, as a message that asks, and his answer counts', async () => {
  const id = await resolved();
  const [question] = await asked(id);
  assert.deepEqual([question!.rating, question!.agentId, question!.channelId], [null, agent, api]);
  const message = await within((tx) => tx.one(sql<{ text: string; kind: string; life: string; turn: string }>`
    SELECT b.text, x.kind, c.life, c.turn FROM message_bodies b JOIN message_contents x ON x.account_id = b.account_id AND x.message_id = b.message_id JOIN messages m ON m.account_id = b.account_id AND m.id = b.message_id JOIN conversations c ON c.account_id = m.account_id AND c.id = m.conversation_id
    WHERE b.account_id = ${tx.accountId} AND b.message_id = ${question!.messageId}`));
  assert.deepEqual(message, { text: 'How was it?', kind: 'rating', life: 'resolved', turn: 'customer' }, 'asking opens nothing and is no answer');
  await within((tx) => changeLife(tx, at(ada), [id], { life: 'open' }));
  await within((tx) => changeLife(tx, at(ada), [id], { life: 'resolved' }));
  await settle();
  assert.equal((await asked(id)).length, 1, 'not again within a week');
  await rate(id, question!.messageId, { rating: 2, feedback: ' <script>alert(1)</script> ' });
  await settle();
  await rate(id, question!.messageId, { rating: 4, feedback: '' });
  await settle();
  assert.deepEqual((await asked(id)).map(({ rating, feedback }) => [rating, feedback]), [[4, null]], 'he may think better of it');
  for (const values of [{ rating: 0 }, { rating: 4.5 }, { rating: 'x' }, {}, { rating: 3, feedback: 'x'.repeat(5_001) }]) await assert.rejects(rate(id, question!.messageId, values), { code: 'invalid' });
  await assert.rejects(rate(id, question!.messageId, { rating: 1 }, { ...desk.act, now: '2024-06-01T00:00:00.000Z' }), { code: 'expired' });
  const other = (await setupAccount(desk.database, { accountName: 'Other', email: 'eve@other.test', name: 'Eve', password: null, now: desk.act.now })).account.id;
  await assert.rejects(desk.database.withAccount(other, (tx) => submitMessageValues(tx, systemAct(other, desk.act.now, 'test'), { conversationId: id, messageId: question!.messageId, values: { rating: 1 } })), { code: 'not-found' });
  await assert.rejects(rate(await resolved(), question!.messageId, { rating: 1 }), { code: 'not-found' }, 'a message of another conversation');
});

test('nobody is asked for what an import closed, what nobody answered, what is spam, or by a log that is read again', async () => {
  for (const options of [{ origin: 'import' as const }, { origin: 'backfill' as const }, { origin: 'rebuild' as const }, { isAnswered: false }]) assert.deepEqual(await asked(await resolved(options)), [], JSON.stringify(options));
  const count = async () => (await within((tx) => tx.one(sql<{ n: number }>`SELECT count(*) AS n FROM messages WHERE account_id = ${tx.accountId}`))).n;
  const before = await count();
  await within((tx) => tx.run(sql`UPDATE event_cursors SET position = 0 WHERE consumer IN ('surveys', 'ratings') AND account_id = ${tx.accountId}`));
  await settle();
  assert.equal(await count(), before);
});

test('two processes ask once', async () => {
  const id = await within(async (tx) => {
    const contact = await createContact(tx, at(desk.act), { name: 'Twice' });
    const made = await openConversation(tx, at(desk.act), { channelId: api, contactId: contact.id });
    await postMessage(tx, at(desk.act), { conversationId: made.id, direction: 'incoming', text: 'Help' });
    await postMessage(tx, at(ada), { conversationId: made.id, direction: 'outgoing', text: 'Here' });
    await changeLife(tx, at(ada), [made.id], { life: 'closed' });
    return made.id;
  });
  await sequenceOnce(desk.database);
  const second = desk.secondPool();
  for (let round = 0; round < 10; round += 1) await Promise.all([consumeOnce(desk.database, surveys, desk.accountId), consumeOnce(second, surveys, desk.accountId)]);
  assert.equal((await asked(id)).length, 1);
});

test('a mailbox asks by a mail with a link, in its language, automatic and to nobody who is a robot', async () => {
  for (const [from, isAutomatic] of [['dora@home.test', false], ['robot@home.test', true]] as const) {
    await within((tx) => receiveMails(tx, at(desk.act), desk.help, [writeMail({ id: `${from}.1`, from, subject: 'Question', isAutomatic }), writeMail({ from: 'help@desk.test', to: [from], references: [`${from}.1`], subject: 'Re: Question', at: '2024-05-06T09:00:00.000Z' })]));
  }
  const ids = (await within((tx) => tx.rows(sql<{ id: number; uuid: string }>`SELECT id, uuid FROM conversations WHERE account_id = ${tx.accountId} AND channel_id = ${desk.help.id} ORDER BY id`)));
  await within((tx) => changeLife(tx, at(ada), ids.map(({ id }) => id), { life: 'resolved' }));
  await settle();
  const mails = await within((tx) => tx.rows(sql<{ id: number; text: string; subject: string; kind: string; to: string }>`
    SELECT m.conversation_id AS id, b.text, m.subject, o.kind, (SELECT r.address FROM outgoing_recipients r WHERE r.account_id = m.account_id AND r.message_id = m.id) AS to
    FROM outgoing_mails o JOIN messages m ON m.account_id = o.account_id AND m.id = o.message_id JOIN message_bodies b ON b.account_id = m.account_id AND b.message_id = m.id WHERE o.account_id = ${tx.accountId}`));
  assert.deepEqual(mails.map(({ id, kind, to, subject }) => [id, kind, to, subject]), [[ids[0]!.id, 'auto-reply', 'dora@home.test', 'Wie zufrieden sind Sie?']]);
  assert.ok(mails[0]!.text.includes(`https://desk.example/survey/responses/${ids[0]!.uuid}`));
  const survey = (await findSurvey(desk.database, ids[0]!.uuid, desk.act.now))!;
  assert.deepEqual([survey.accountName, survey.channelLanguage, survey.question, survey.rating], ['Desk', 'de', null, null]);
  for (const uuid of [ids[1]!.uuid, '00000000-0000-4000-8000-000000000000', 'x', "' OR 1=1"]) assert.equal(await findSurvey(desk.database, uuid, desk.act.now), null, uuid);
  assert.equal(await findSurvey(desk.database, ids[0]!.uuid, '2024-07-01T00:00:00.000Z'), null, 'after 14 days');
});

test('each figure of the report equals counting the rows, and a deleted message is forgotten', async () => {
  for (const rating of [5, 5, 1, 3]) {
    const id = await resolved();
    await rate(id, (await asked(id))[0]!.messageId, { rating, feedback: `said ${rating}` });
  }
  await settle();
  const check = async (filter: object = {}) => {
    const rows: Awaited<ReturnType<typeof findRatings>> = [];
    for (let beforeId: number | undefined; ;) {
      const page = await within((tx) => findRatings(tx, desk.act, { ...year, ...filter }, { limit: 3, ...(beforeId !== undefined && { beforeId }) }));
      rows.push(...page);
      if (page.length < 3) break;
      beforeId = page.at(-1)!.messageId;
    }
    const report = await within((tx) => reportRatings(tx, desk.act, { ...year, ...filter }));
    const rated = rows.flatMap(({ rating }) => rating ?? []);
    assert.deepEqual([report.asked, report.rated, report.distribution, report.mean, report.responseRate], [
      rows.length, rated.length, [1, 2, 3, 4, 5].map((stars) => rated.filter((rating) => rating === stars).length), rated.length === 0 ? null : rated.reduce((a, b) => a + b, 0) / rated.length, rows.length === 0 ? null : rated.length / rows.length,
    ]);
    for (const one of report.byAgent) assert.equal(one.asked, rows.filter(({ agentId }) => agentId === one.agentId).length);
    return rows;
  };
  const rows = await check();
  assert.ok(rows.length >= 6);
  await check({ agentId: agent });
  await check({ channelId: desk.help.id });
  await check({ channelId: 999_999 });
  await assert.rejects(within((tx) => reportRatings(tx, desk.act, { from: year.to, to: year.from })), { code: 'invalid' });
  await assert.rejects(within((tx) => reportRatings(tx, { ...desk.act, actor: { kind: 'user', id: 1, permissions: new Set(['conversations.read']) } }, year)), { code: 'forbidden' });
  const gone = rows.find(({ feedback }) => feedback !== null)!;
  await within((tx) => deleteMessage(tx, at(ada), gone.conversationId, gone.messageId));
  await settle();
  assert.equal((await check()).length, rows.length - 1);
});
