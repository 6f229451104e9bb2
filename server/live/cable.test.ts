import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createToken, endMember } from '#core/accounts/index.ts';
import { ensureDoor } from '#core/channels/index.ts';
import { sql } from '#storage/index.ts';
import { openCableClient, type CableClient } from '#testkit/live/cable-client.ts';
import { openCableRig, type CableRig } from '#testkit/live/open-cable-rig.ts';
import { openLiveClient } from '#testkit/live/live-client.ts';
import { openStockClient } from '#testkit/live/stock-cable-client.ts';

let rig: CableRig;
let inbox = 0;
let identifier = '';
before(async () => {
  rig = await openCableRig({ pingMs: 200, stalledMs: 300 });
  const made = (await rig.call(rig.ada, 'POST', '/inboxes', { name: 'Shop', channel: { type: 'api' } })).body;
  inbox = made.id;
  identifier = await identifierOf(inbox);
});
after(() => rig.close());

async function identifierOf(channelId: number): Promise<string> {
  return (await rig.database.withAccount(rig.accountId, (tx) => ensureDoor(tx, rig.act, channelId))).token;
}

interface Visitor { readonly source: string; readonly room: { readonly pubsub_token: string }; readonly conversation: number }
/** Somebody who came in by the public client API and opened a conversation. */
async function visitor(): Promise<Visitor> {
  const contact = (await rig.call(null, 'POST', `//public/api/v1/inboxes/${identifier}/contacts`, { name: 'Bo' })).body;
  const conversation = (await rig.call(null, 'POST', `//public/api/v1/inboxes/${identifier}/contacts/${contact.source_id}/conversations`, {})).body;
  return { source: contact.source_id, room: { pubsub_token: contact.pubsub_token }, conversation: conversation.id };
}
const say = (who: Visitor, content: string) => rig.call(null, 'POST', `//public/api/v1/inboxes/${identifier}/contacts/${who.source}/conversations/${who.conversation}/messages`, { content });
const enter = async (room: Readonly<Record<string, unknown>>, url = rig.url): Promise<CableClient> => {
  const client = openCableClient(url);
  client.subscribe(room);
  await client.until(({ type }) => type === 'confirm_subscription');
  return client;
};
/** After this nothing of what was done before is still to come. */
const settle = async (client: CableClient, who: Visitor): Promise<void> => {
  const word = `settled ${Math.random()}`;
  await say(who, word);
  await client.hears('message.created', ({ content }) => content === word);
};

test('the published package connects, subscribes, hears what happens, and goes on after the server was started anew', async () => {
  const bo = await visitor();
  const client = await openStockClient(rig.url, rig.ada.room, { staleSeconds: 1 });
  await client.untilState('connected');
  await say(bo, 'My lamp is broken');
  const { data } = await client.until(({ event }) => event === 'message.created');
  assert.deepEqual([data['content'], data['account_id'], data['conversation_id'], data['message_type'], data['sender'].type], ['My lamp is broken', rig.accountId, bo.conversation, 0, 'contact']);
  await rig.restart();
  await client.untilState('connected', 2);
  await say(bo, 'Are you back?');
  await client.until(({ event, data: heard }) => event === 'message.created' && heard['content'] === 'Are you back?');
  client.perform('update_presence');
  client.close();
});

test('an agent hears each kind of change, with the account and the thing as a fresh read gives it', async () => {
  const bo = await visitor();
  const client = await enter(rig.ada.room);
  const at = `/conversations/${bo.conversation}`;
  const team = (await rig.call(rig.ada, 'POST', '/teams', { name: 'Front' })).body.id;
  const created = (await rig.call(rig.ada, 'POST', '/conversations', { inbox_id: inbox, source_id: bo.source })).body.id;
  assert.equal((await client.hears('conversation.created', ({ id }) => id === created))['account_id'], rig.accountId);
  await rig.call(rig.ada, 'POST', `${at}/toggle_status`, { status: 'resolved' });
  assert.equal((await client.hears('conversation.status_changed', ({ id }) => id === bo.conversation))['status'], 'resolved');
  await rig.call(rig.ada, 'POST', `${at}/assignments`, { assignee_id: rig.ada.agentId });
  assert.equal((await client.hears('assignee.changed'))['meta'].assignee.id, rig.ada.agentId);
  await rig.call(rig.ada, 'POST', `${at}/assignments`, { team_id: team });
  await client.hears('team.changed', ({ id }) => id === bo.conversation);
  await rig.call(rig.ada, 'POST', `${at}/labels`, { labels: ['lamps'] });
  await client.hears('conversation.updated', ({ labels }) => labels.includes('lamps'));
  await rig.call(rig.ada, 'POST', `${at}/toggle_priority`, { priority: 'high' });
  await client.hears('conversation.updated', ({ priority }) => priority === 'high');
  await rig.call(rig.ada, 'POST', `${at}/custom_attributes`, { custom_attributes: { plan: 'gold' } });
  await client.hears('conversation.updated', ({ custom_attributes: attributes }) => attributes.plan === 'gold');
  const note = (await rig.call(rig.ada, 'POST', `${at}/messages`, { content: 'among us', private: true })).body.id;
  assert.equal((await client.hears('message.created', ({ id }) => id === note))['private'], true);
  await rig.call(rig.ada, 'DELETE', `${at}/messages/${note}`);
  assert.deepEqual((await client.hears('message.updated', ({ id }) => id === note))['content_attributes'], { deleted: true });
  const kim = (await rig.call(rig.ada, 'POST', '/contacts', { name: 'Kim', identifier: `kim-${Math.random()}` })).body.id;
  await client.hears('contact.created', ({ id }) => id === kim);
  await rig.call(rig.ada, 'PUT', `/contacts/${kim}`, { name: 'Kim Two' });
  assert.equal((await client.hears('contact.updated', ({ id, name }) => id === kim && name === 'Kim Two'))['account_id'], rig.accountId);
  await rig.call(rig.ada, 'DELETE', `/contacts/${kim}`);
  await client.hears('contact.deleted', ({ id }) => id === kim);
  for (const { message } of client.messages) if (typeof message === 'object') assert.equal(message.data['account_id'], rig.accountId, message.event);
  assert.deepEqual(rig.failures, []);
  client.socket.terminate();
});

test('a contact hears his own conversations and nothing else: no notes, no acts, no other person\'s, nothing of the account', async () => {
  const [bo, other] = [await visitor(), await visitor()];
  const [client, stranger] = [await enter(bo.room), await enter(other.room)];
  const at = `/conversations/${bo.conversation}`;
  await rig.call(rig.ada, 'POST', `${at}/messages`, { content: 'a secret among us', private: true });
  await rig.call(rig.ada, 'POST', `${at}/labels`, { labels: ['difficult-customer'] });
  await rig.call(rig.ada, 'POST', `${at}/custom_attributes`, { custom_attributes: { rating: 'secret' } });
  await rig.call(rig.ada, 'POST', `${at}/assignments`, { assignee_id: rig.ada.agentId });
  const answer = (await rig.call(rig.ada, 'POST', `${at}/messages`, { content: 'How can I help?' })).body.id;
  const heard = await client.hears('message.created', ({ id }) => id === answer);
  assert.deepEqual([heard['content'], heard['message_type'], heard['conversation_id'], heard['account_id'], heard['sender'].name], ['How can I help?', 1, bo.conversation, rig.accountId, 'Ada']);
  await rig.call(rig.ada, 'POST', `${at}/toggle_status`, { status: 'resolved' });
  assert.equal((await client.hears('conversation.status_changed'))['status'], 'resolved');
  await settle(client, bo);
  await settle(stranger, other);
  const text = JSON.stringify(client.messages);
  for (const word of ['secret', 'difficult', 'ada@desk.test', 'rating', 'private":true']) assert.ok(!text.includes(word), `${word}: ${text}`);
  assert.deepEqual(new Set(client.messages.flatMap(({ message }) => message?.event ?? [])), new Set(['conversation.created', 'message.created', 'conversation.status_changed', 'assignee.changed', 'conversation.updated', 'presence.update'].filter((name) => text.includes(name))));
  const strangers = JSON.stringify(stranger.messages);
  assert.ok(!strangers.includes('How can I help') && !strangers.includes(bo.source), strangers);
  for (const each of [client, stranger]) each.socket.terminate();
});

test('a file\'s link is each reader\'s own, and opens', async () => {
  const bo = await visitor();
  const [agent, contact] = [await enter(rig.ada.room), await enter(bo.room)];
  const form = new FormData();
  form.set('content', 'look');
  form.append('attachments[]', new Blob(['the bytes'], { type: 'text/plain' }), 'note.txt');
  assert.equal((await rig.call(rig.ada, 'POST', `/conversations/${bo.conversation}/messages`, form)).status, 200);
  const [ours, his] = [await agent.hears('message.created', ({ content }) => content === 'look'), await contact.hears('message.created', ({ content }) => content === 'look')];
  const urls = [ours, his].map((message) => String(message['attachments'][0].data_url));
  assert.notEqual(urls[0], urls[1]);
  for (const url of urls) assert.equal(await (await fetch(url)).text(), 'the bytes', url);
  for (const each of [agent, contact]) each.socket.terminate();
});

test('who types and who is there is told to the others, and ends by itself or with the connection', async () => {
  const bo = await visitor();
  const cleo = await rig.addPerson('Cleo', 'agent');
  const [agent, contact] = [await enter(rig.ada.room), await enter(bo.room)];
  await agent.hears('presence.update', ({ users, contacts }) => users[String(rig.ada.agentId)] === 'online' && Object.keys(contacts).length > 0);
  const { accountToken } = await liveTokenOf(cleo.userId);
  const desk = openLiveClient(rig.liveUrl, { hello: { after: null, token: accountToken } });
  await desk.until((message) => message.type === 'hello');
  desk.say({ type: 'typing', conversationId: bo.conversation });
  for (const each of [agent, contact]) {
    const data = await each.hears('conversation.typing_on', ({ user }) => user.id === cleo.agentId);
    assert.deepEqual([data['account_id'], data['conversation'].id, data['is_private']], [rig.accountId, bo.conversation, false]);
  }
  await agent.hears('presence.update', ({ users }) => users[String(cleo.agentId)] === 'online');
  desk.leave();
  await contact.hears('conversation.typing_off', ({ user }) => user.id === cleo.agentId);
  const told = contact.messages.filter(({ message }) => message?.event === 'presence.update');
  assert.ok(told.length > 0 && told.every(({ message }) => message!.data['contacts'] === undefined), 'contacts are not told of each other');
  const events = await rig.database.withAccount(rig.accountId, async (tx) => tx.rows(sql`SELECT FROM events WHERE source = 'cable' AND type <> 'presence.changed'`));
  assert.equal(events.length, 0);
  for (const each of [agent, contact]) each.socket.terminate();
});

async function liveTokenOf(userId: number): Promise<{ accountToken: string }> {
  const { secret } = await rig.database.withAccount(rig.accountId, (tx) => createToken(tx, rig.act, { userId, dialect: 'native', name: 'live', scopes: 'all', expiresAt: null }));
  return { accountToken: secret };
}

test('several processes share it: what is written at one is heard at the other', async () => {
  const bo = await visitor();
  const second = await rig.secondProcess();
  try {
    const client = await enter(rig.ada.room, second.url);
    await say(bo, 'over there');
    await client.hears('message.created', ({ content }) => content === 'over there');
    client.socket.terminate();
  } finally {
    await second.close();
  }
});

describe('who may come in', () => {
  test('a wrong token of any kind is rejected, in one and the same way; an agent\'s opens his own account as himself only', async () => {
    const client = openCableClient(rig.url);
    const good = rig.ada.room.pubsub_token;
    const wrong: unknown[] = ['', ' ', 'x', good.slice(0, -1), `${good} `, good.toUpperCase(), 'a'.repeat(64), null, true, 1, {}, [good], { $ne: '' }, '__proto__', rig.ada.token];
    const rooms: Record<string, unknown>[] = [
      {}, ...wrong.map((token) => ({ pubsub_token: token })), { ...rig.ada.room, account_id: rig.accountId + 1 }, { ...rig.ada.room, user_id: 987_654 }, { ...rig.ada.room, channel: 'AdminChannel' }, { ...rig.ada.room, channel: '__proto__' },
    ];
    for (const room of rooms.slice(0, 20)) {
      const name = client.subscribe(room);
      const { type } = await client.until((message) => message.identifier === name);
      assert.equal(type, 'reject_subscription', JSON.stringify(room));
    }
    for (const named of ['no json', '[]', '7', 'null', '{"channel":7}']) {
      client.say({ command: 'subscribe', identifier: named });
      assert.equal((await client.until((message) => message.identifier === named)).type, 'reject_subscription');
    }
    client.socket.terminate();
    await enter({ pubsub_token: good }).then((each) => each.socket.terminate());
    await enter({ ...rig.ada.room, account_id: String(rig.accountId), user_id: String(rig.ada.agentId) }).then((each) => each.socket.terminate());
  });

  test('who loses membership or the role\'s right, and a contact that is deleted, is out within five seconds', async () => {
    const dan = await rig.addPerson('Dan', 'agent');
    const bo = await visitor();
    const [agent, contact] = [await enter(dan.room), await enter(bo.room)];
    await rig.database.withAccount(rig.accountId, (tx) => endMember(tx, rig.act, dan.userId));
    const contactId = (await rig.call(rig.ada, 'GET', `/conversations/${bo.conversation}`)).body.meta.sender.id;
    assert.equal((await rig.call(rig.ada, 'DELETE', `/contacts/${contactId}`)).status, 200);
    const startMs = performance.now();
    for (const client of [agent, contact]) {
      const { reason, reconnect } = await client.until(({ type }) => type === 'disconnect');
      assert.deepEqual([reason, reconnect], ['unauthorized', false]);
      await client.ended;
    }
    assert.ok(performance.now() - startMs < 5_000, `${performance.now() - startMs} ms`);
    const again = openCableClient(rig.url);
    const name = again.subscribe(dan.room);
    assert.equal((await again.until(({ identifier: told }) => told === name)).type, 'reject_subscription');
    again.socket.terminate();
  });

  test('what is not this protocol ends the connection with a word that tells nothing; unknown commands are passed over', async () => {
    for (const bad of ['not json', '"text"', '[1]', 'null', Buffer.from('{"command":"subscribe"}')]) {
      const client = openCableClient(rig.url);
      client.say(bad);
      assert.deepEqual(await client.until(({ type }) => type === 'disconnect'), { type: 'disconnect', reason: 'invalid_request', reconnect: false });
      await client.ended;
    }
    const large = openCableClient(rig.url);
    large.say('x'.repeat(17 * 1024));
    assert.equal((await large.ended).code, 1009);
    const many = openCableClient(rig.url);
    for (let at = 0; at < 80; at += 1) many.say({ command: 'base', identifier: '__proto__', data: '{"action":"constructor"}' });
    assert.equal((await many.until(({ type }) => type === 'disconnect')).reason, 'invalid_request');
    const client = await enter(rig.ada.room);
    for (const odd of [{ command: 'base' }, { command: 'message', identifier: 'none', data: '{}' }, { command: 'message', identifier: JSON.stringify({ channel: 'RoomChannel', ...rig.ada.room }), data: '{"action":"__proto__"}' }, { event: 'base' }]) client.say(odd);
    const name = client.subscribe(rig.ada.room);
    await client.until(({ type, identifier: told }) => type === 'confirm_subscription' && told === name);
    client.socket.terminate();
    assert.equal((await openCableClient(`${rig.url}?token=x`).ended).code, 400);
    assert.equal(openCableClient(rig.url, { protocols: ['actioncable-unsupported'] }).socket.protocol, '');
    assert.deepEqual(rig.failures, []);
  });

  test('a reader that takes nothing is cut off at a mebibyte; one that reads gets 20 MB of a burst', async () => {
    const bo = await visitor();
    const client = await enter(rig.ada.room);
    const watcher = await enter(rig.ada.room);
    // Ten times the same room: each message comes ten times.
    for (const each of [client, watcher]) {
      for (let n = 1; n < 10; n += 1) {
        const name = each.subscribe({ ...rig.ada.room, n });
        await each.until(({ identifier: told }) => told === name);
      }
    }
    client.socket.pause();
    const content = 'x'.repeat(145_000);
    // More than both kernels' buffers take on this machine (about 10 MB): the rest is the server's.
    for (let sent = 0; sent < 14; sent += 1) assert.equal((await rig.call(rig.ada, 'POST', `/conversations/${bo.conversation}/messages`, { content, private: true })).status, 200);
    const heard = (): number => watcher.messages.filter(({ message }) => message?.event === 'message.created' && message.data['content'] === content).length;
    await watcher.hears('message.created', () => heard() === 140);
    const pings = watcher.messages.filter(({ type }) => type === 'ping').length;
    await watcher.until(() => watcher.messages.filter(({ type }) => type === 'ping').length >= pings + 5); // time enough to see that the other takes nothing
    client.socket.resume(); // what was in the kernel comes, then the end
    await client.ended;
    assert.equal(watcher.socket.readyState, watcher.socket.OPEN, 'others are not held up');
    watcher.socket.terminate();
  });
});
