import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { receiveMails } from '#core/conversations/index.ts';
import { sql } from '#storage/index.ts';
import { openLiveClient, type LiveClient } from '#testkit/live/live-client.ts';
import { openLiveRig, type LivePersonHere, type LiveRig } from '#testkit/live/open-live-rig.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import type { ServerMessage } from './index.ts';

let rig: LiveRig;
let conversation = 0;
let cleo: LivePersonHere;
before(async () => {
  rig = await openLiveRig();
  await rig.database.withAccount(rig.accountId, (tx) => receiveMails(tx, rig.act, rig.help, [writeMail({ id: '1@x', from: 'bo@home.test', subject: 'One', at: '2024-05-01T10:00:00Z' })]));
  conversation = (await rig.database.withAccount(rig.accountId, (tx) => tx.one(sql<{ id: number }>`SELECT id FROM conversations WHERE account_id = ${rig.accountId}`))).id;
  cleo = await rig.addPerson('Cleo', 'agent');
});
after(() => rig.close());

type Presence = Extract<ServerMessage, { type: 'presence' }>;
const enter = async (who: LivePersonHere, url = rig.url): Promise<LiveClient> => {
  const client = openLiveClient(url, { hello: { after: null, token: who.token.secret } });
  await client.until((message) => message.type === 'hello');
  return client;
};
/** Who views and who types, as the client was told last. */
const isNow = (viewers: readonly string[], typing: readonly string[]) => (message: ServerMessage): boolean => (
  message.type === 'presence' && message.viewers.map(({ name }) => name).join() === viewers.join() && message.typing.map(({ name }) => name).join() === typing.join());
const next = (client: LiveClient, viewers: readonly string[], typing: readonly string[]) => {
  client.messages.length = 0;
  return client.until(isNow(viewers, typing));
};

test('two people at one conversation see each other view and type; going away shows', async () => {
  const [ada, other] = [await enter(rig.ada), await enter(cleo)];
  ada.say({ type: 'viewing', conversationId: conversation });
  await ada.until(isNow(['Ada'], []));
  other.say({ type: 'viewing', conversationId: conversation });
  await Promise.all([next(ada, ['Ada', 'Cleo'], []), other.until(isNow(['Ada', 'Cleo'], []))]);
  const typing = next(ada, ['Ada', 'Cleo'], ['Cleo']);
  other.say({ type: 'typing', conversationId: conversation });
  await typing;
  const stopped = next(ada, ['Ada', 'Cleo'], []);
  other.say({ type: 'typing', conversationId: null });
  await stopped;
  const alone = next(ada, ['Ada'], []);
  other.leave();
  await alone;
  ada.leave();
});

test('people in different processes see each other within about a second', async () => {
  const process2 = await rig.secondProcess();
  try {
    const [ada, other] = [await enter(rig.ada), await enter(cleo, process2.url)];
    ada.say({ type: 'viewing', conversationId: conversation });
    other.say({ type: 'viewing', conversationId: conversation });
    await Promise.all([ada.until(isNow(['Ada', 'Cleo'], [])), other.until(isNow(['Ada', 'Cleo'], []))]);
    await ada.until((message) => message.type === 'online' && message.online.length === 2);
    ada.leave();
    other.leave();
  } finally {
    await process2.close();
  }
});

test('one window of a person closes: the person stays where another window of theirs is', async () => {
  const [one, two] = [await enter(rig.ada), await enter(rig.ada)];
  for (const client of [one, two]) client.say({ type: 'viewing', conversationId: conversation });
  await two.until(isNow(['Ada'], []));
  one.leave();
  await new Promise((resolve) => { setTimeout(resolve, 1_300); });
  assert.equal(two.messages.filter((message): message is Presence => message.type === 'presence').at(-1)!.viewers.length, 1);
  two.leave();
});

test('a lease ends by itself, and leaves no event behind', async () => {
  const ada = await enter(rig.ada);
  ada.say({ type: 'viewing', conversationId: conversation });
  await ada.until(isNow(['Ada'], []));
  const gone = next(ada, [], []);
  await rig.database.withAccount(rig.accountId, (tx) => tx.run(sql`UPDATE desk_leases SET until = clock_timestamp() WHERE account_id = ${rig.accountId}`)); // as if 15 seconds were over
  await gone;
  const events = await rig.database.withAccount(rig.accountId, (tx) => tx.rows(sql<object>`SELECT FROM events WHERE account_id = ${rig.accountId} AND source = 'live'`));
  assert.equal(events.length, 0);
  ada.leave();
});

test('a conversation that is not there is nowhere to be', async () => {
  const ada = await enter(rig.ada);
  ada.say({ type: 'viewing', conversationId: 999_999 });
  ada.say({ type: 'viewing', conversationId: conversation });
  await ada.until(isNow(['Ada'], []));
  assert.ok(!ada.messages.some((message) => message.type === 'presence' && message.conversationId === 999_999));
  assert.deepEqual(rig.failures, []);
  ada.leave();
});
