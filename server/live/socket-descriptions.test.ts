import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { TSchema } from '@sinclair/typebox';
import { ensureDoor } from '#core/channels/index.ts';
import { createToken } from '#core/accounts/index.ts';
import { changeContact } from '#core/contacts/index.ts';
import { nowText, systemAct, systemClock } from '#core/kernel/index.ts';
import { openCableClient, type CableClient } from '#testkit/live/cable-client.ts';
import { openLiveClient } from '#testkit/live/live-client.ts';
import { openCableRig, type CableRig } from '#testkit/live/open-cable-rig.ts';
import { cableEvents } from '#dialects/nimchat/cable/cable-events.ts';
import { clientMessages, serverMessages } from '#realtime/index.ts';
import { describeSocket, sockets } from './describe-sockets.ts';

type Json = any; // oxlint-disable-line typescript/no-explicit-any -- a document, looked at by tests

let rig: CableRig;
before(async () => { rig = await openCableRig({ pingMs: 200 }); });
after(() => rig.close());

/** Reads the document as a stranger's program would: which messages our side sends, each with its schema. */
function saidBy(name: string): Map<string, (value: unknown) => boolean> {
  const document: Json = JSON.parse(JSON.stringify(describeSocket(name, { version: '1', baseUrl: 'https://desk.example' })));
  const ajv = new Ajv2020({ strict: false });
  const follow = (ref: string): Json => ref.slice(2).split('/').reduce((at, key) => at[key], document);
  return new Map(document.operations.say.messages.map(({ $ref }: Json) => { const message = follow(follow($ref).$ref); return [message.name, ajv.compile(message.payload)]; }));
}

function fitting(said: Map<string, (value: unknown) => boolean>, value: unknown): string[] {
  return [...said].filter(([, fits]) => fits(value)).map(([name]) => name);
}

test('what the desk\'s socket says is described, each message by exactly one schema', async () => {
  const act = systemAct(rig.accountId, nowText(systemClock), 'test');
  const { secret } = await rig.database.withAccount(rig.accountId, (tx) => createToken(tx, act, { userId: rig.userId, dialect: 'native', name: 'desk', scopes: 'all', expiresAt: null }));
  const said = saidBy('live');
  const [one, lost] = [openLiveClient(rig.liveUrl, { hello: { after: null, token: secret } }), openLiveClient(rig.liveUrl, { hello: { after: 999_999, token: secret } })];
  await one.until(({ type }) => type === 'hello');
  await lost.until(({ type }) => type === 'reload');
  const inbox = (await rig.call(rig.ada, 'POST', '/inboxes', { name: 'Shop', channel: { type: 'api' } })).body.id;
  const contact = (await rig.call(rig.ada, 'POST', '/contacts', { name: 'Bo', identifier: 'bo-live' })).body.id;
  const conversationId = (await rig.call(rig.ada, 'POST', '/conversations', { inbox_id: inbox, contact_id: contact })).body.id;
  one.say({ type: 'viewing', conversationId });
  await one.until(({ type }) => type === 'presence');
  await one.until(({ type }) => type === 'changes');
  await one.until(({ type }) => type === 'online');
  const met = new Set<string>();
  for (const message of [...one.messages, ...lost.messages]) {
    assert.deepEqual(fitting(said, message), [message.type], JSON.stringify(message));
    met.add(message.type);
  }
  assert.deepEqual(met, new Set(Object.keys(serverMessages)), 'every kind of message came');
  assert.deepEqual(fitting(said, { ...one.messages[0], colour: 'red' }), [], 'a field that is not described is noticed');
  for (const each of [one, lost]) each.leave();
});

test('what a client may say is what is described, and nothing else is taken', async () => {
  const good = [{ type: 'hello', after: null }, { type: 'hello', after: 0, token: 'x' }, { type: 'viewing', conversationId: 1 }, { type: 'typing', conversationId: null }];
  const bad = [null, [], 'hello', {}, { type: 'hello' }, { type: 'hello', after: -1 }, { type: 'hello', after: 1.5 }, { type: 'hello', after: null, token: null }, { type: 'hello', after: null, token: 'x'.repeat(201) }, { type: 'hello', after: null, conversationId: 1 }, { type: 'hello', after: 2 ** 53 },
    { type: 'viewing' }, { type: 'viewing', conversationId: 0 }, { type: 'viewing', conversationId: '1' }, { type: 'viewing', conversationId: 1, after: null }, { type: 'reading', conversationId: 1 }, { type: 'typing', conversationId: 1, more: 1 }];
  const ajv = new Ajv2020({ strict: false });
  const { readClientMessage } = await import('#realtime/live-message.ts');
  const fits = Object.values(clientMessages).map((schema) => ajv.compile(JSON.parse(JSON.stringify(schema)) as TSchema));
  for (const [messages, wanted] of [[good, true], [bad, false]] as const) {
    for (const message of messages) assert.deepEqual([readClientMessage(JSON.stringify(message)) !== null, fits.some((fit) => fit(message))], [wanted, wanted], JSON.stringify(message));
  }
});

test('what /cable says is described: the protocol\'s words, and each event to agents and contacts with its data', async () => {
  const said = saidBy('cable');
  const inbox = (await rig.call(rig.ada, 'POST', '/inboxes', { name: 'Chat', channel: { type: 'api' } })).body.id;
  const { token } = await rig.database.withAccount(rig.accountId, (tx) => ensureDoor(tx, rig.act, inbox));
  const bo = (await rig.call(null, 'POST', `//public/api/v1/inboxes/${token}/contacts`, { name: 'Bo' })).body;
  const agent = openCableClient(rig.url);
  agent.subscribe(rig.ada.room);
  const visitor = openCableClient(rig.url);
  visitor.subscribe({ pubsub_token: bo.pubsub_token });
  const stranger = openCableClient(rig.url);
  stranger.subscribe({ pubsub_token: 'nobody' });
  const both = [agent, visitor];
  for (const client of both) await client.until(({ type }) => type === 'confirm_subscription');
  await stranger.until(({ type }) => type === 'reject_subscription');
  await agent.until(({ type }) => type === 'ping');

  const { id: conversation } = (await rig.call(null, 'POST', `//public/api/v1/inboxes/${token}/contacts/${bo.source_id}/conversations`, {})).body;
  const at = `/conversations/${conversation}`;
  const note = (await rig.call(rig.ada, 'POST', `${at}/messages`, { content: 'a note', private: true })).body.id;
  const team = (await rig.call(rig.ada, 'POST', '/teams', { name: 'Front' })).body.id;
  await rig.call(rig.ada, 'POST', `${at}/messages`, { content: 'Hello' });
  await rig.call(rig.ada, 'POST', `${at}/assignments`, { assignee_id: rig.ada.agentId });
  await rig.call(rig.ada, 'POST', `${at}/assignments`, { team_id: team });
  await rig.call(rig.ada, 'POST', `${at}/labels`, { labels: ['lamps'] });
  await rig.call(rig.ada, 'POST', `${at}/toggle_status`, { status: 'resolved' });
  await rig.call(rig.ada, 'DELETE', `${at}/messages/${note}`);
  const kim = (await rig.call(rig.ada, 'POST', '/contacts', { name: 'Kim', identifier: 'kim-cable' })).body.id;
  await agent.hears('contact.created', ({ id }) => id === kim); // one that is gone when it is told of is told of as gone only
  await rig.database.withAccount(rig.accountId, (tx) => changeContact(tx, rig.act, kim, { name: 'Kim Two' }));
  rig.wake();
  await rig.call(rig.ada, 'DELETE', `/contacts/${kim}`);
  await agent.hears('contact.deleted', ({ id }) => id === kim);
  await visitor.hears('conversation.status_changed');

  const met = new Set<string>();
  for (const message of [...both, stranger].flatMap(({ messages }: CableClient) => messages as readonly Json[])) {
    const name: string = message.message?.event ?? ({ confirm_subscription: 'confirmed', reject_subscription: 'rejected' } as Record<string, string>)[message.type] ?? message.type;
    assert.deepEqual(fitting(said, message), [name], JSON.stringify(message).slice(0, 600));
    met.add(name);
  }
  for (const name of ['welcome', 'ping', 'confirmed', 'rejected', 'conversation.created', 'conversation.updated', 'conversation.status_changed', 'assignee.changed', 'team.changed', 'message.created', 'message.updated', 'contact.created', 'contact.deleted', 'presence.update']) assert.ok(met.has(name), `${name}: ${[...met].join()}`);
  assert.deepEqual([...said.keys()].filter((name) => name.includes('.')).toSorted(), Object.keys(cableEvents).toSorted());
  for (const client of [...both, stranger]) client.socket.terminate();
});

test('every reference of a document leads somewhere', () => {
  for (const name of Object.keys(sockets)) {
    const document: Json = JSON.parse(JSON.stringify(describeSocket(name, { version: '1', baseUrl: 'https://desk.example' })));
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path!);
    assert.ok(refs.length > 10);
    for (const ref of refs) assert.ok(ref.split('/').reduce((at, key) => at?.[key], document), ref);
    assert.deepEqual([document.asyncapi, document.servers.here], ['3.0.0', { host: 'desk.example', protocol: 'wss' }]);
  }
});
