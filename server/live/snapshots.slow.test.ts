import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { changeContact } from '#core/contacts/index.ts';
import { changeConversations, changeLife, deleteConversation, mergeContacts, mergeConversations, postMessage, receiveMails, splitConversation, unmergeContact, unmergeConversation } from '#core/conversations/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { seededRandom } from '#testkit/corpora/seeded-random.ts';
import { openCableClient, type CableClient } from '#testkit/live/cable-client.ts';
import { openLiveClient, type LiveClient } from '#testkit/live/live-client.ts';
import { openCableRig, type CableRig } from '#testkit/live/open-cable-rig.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { createToken } from '#core/accounts/index.ts';
import type { LiveChange } from '#realtime/index.ts';

type Json = Record<string, any>; // oxlint-disable-line typescript/no-explicit-any -- the wire, looked at by a test

let rig: CableRig;
let cable: CableClient;
let desk: LiveClient;
let inbox = 0;
let team = 0;
let contacts: number[] = [];
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const random = seededRandom(seed);
const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!;
const change = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => rig.database.withAccount(rig.accountId, work);

before(async () => {
  rig = await openCableRig();
  inbox = (await rig.call(rig.ada, 'POST', '/inboxes', { name: 'Shop', channel: { type: 'api' } })).body.id;
  team = (await rig.call(rig.ada, 'POST', '/teams', { name: 'Front' })).body.id;
  contacts = [];
  for (const name of ['Bo', 'Kim', 'Lu']) contacts.push((await rig.call(rig.ada, 'POST', '/contacts', { name, email: `${name}@home.test` })).body.id);
  for (const contact of contacts) await rig.call(rig.ada, 'POST', '/conversations', { inbox_id: inbox, contact_id: contact, message: { content: `to ${contact}` } });
  await change((tx) => receiveMails(tx, rig.act, rig.help, [1, 2, 3].map((n) => writeMail({ id: `${n}@x`, from: 'mo@home.test', subject: `Matter ${n}`, at: `2024-05-0${n}T10:00:00Z` }))));
  cable = openCableClient(rig.url);
  cable.subscribe(rig.ada.room);
  await cable.until(({ type }) => type === 'confirm_subscription');
  const { secret } = await change((tx) => createToken(tx, rig.act, { userId: rig.userId, dialect: 'native', name: 'live', scopes: 'all', expiresAt: null }));
  desk = openLiveClient(rig.liveUrl, { hello: { after: null, token: secret } });
  await desk.until((message) => message.type === 'hello');
});
after(async () => {
  cable.socket.terminate();
  desk.leave();
  await rig.close();
});

/** All that a client shows: conversations as the list has them, and contacts. Without whose lists are read anew as a whole. */
interface Snapshot { readonly conversations: Map<number, Json>; readonly contacts: Map<number, Json> }
async function snapshot(): Promise<Snapshot> {
  const conversations = new Map<number, Json>();
  for (let page = 1; ; page += 1) {
    const { payload } = (await rig.call(rig.ada, 'GET', `/conversations?status=all&page=${page}`)).body.data as { payload: Json[] };
    for (const each of payload) conversations.set(each['id'], { ...each, messages: undefined, newest: newestOf(each['messages'].at(-1)), newestAt: each['messages'].at(-1)?.created_at });
    if (payload.length < 25) break;
  }
  const found: Json[] = [];
  for (let page = 1; ; page += 1) {
    const { payload } = (await rig.call(rig.ada, 'GET', `/contacts?page=${page}`)).body as { payload: Json[] };
    found.push(...payload);
    if (payload.length < 15) break;
  }
  return { conversations, contacts: new Map(found.map((each) => [each['id'], plain(each)])) };
}
const newestOf = (message: Json | undefined): string => (message ? `${message['id']} ${message['content']} ${message['private']} ${JSON.stringify(message['content_attributes'])}` : '');
const plain = ({ last_activity_at: _at, availability_status: _status, ...rest }: Json): Json => ({ ...rest, account_id: undefined });

/** What a client does with what it hears. */
function apply({ conversations, contacts: people }: Snapshot, { event, data }: { event: string; data: Json }): void {
  if (event === 'conversation.deleted') conversations.delete(data['id']);
  else if (event.startsWith('conversation.typing')) return;
  else if (event.startsWith('conversation.') || event === 'assignee.changed' || event === 'team.changed') conversations.set(data['id'], { ...data, messages: undefined, newest: newestOf(data['messages'].at(-1)), newestAt: data['messages'].at(-1)?.created_at });
  else if (event === 'message.created' || event === 'message.updated') {
    const conversation = conversations.get(data['conversation_id']);
    if (!conversation || data['message_type'] === 2) return;
    const { unread_count, last_activity_at, status } = data['conversation'];
    const isNewest = (event === 'message.created' && data['created_at'] >= (conversation['newestAt'] ?? 0)) || String(conversation['newest']).startsWith(`${data['id']} `);
    conversations.set(data['conversation_id'], {
      ...conversation, unread_count, last_activity_at, timestamp: last_activity_at, status, ...(isNewest && { newest: newestOf(data), newestAt: data['created_at'] }),
      agent_last_seen_at: data['conversation'].agent_last_seen_at,
    });
  } else if (event === 'contact.deleted') people.delete(data['id']);
  else if (event.startsWith('contact.')) {
    people.set(data['id'], plain(data));
    for (const [id, conversation] of conversations) if (conversation['meta'].sender.id === data['id']) conversations.set(id, { ...conversation, meta: { ...conversation['meta'], sender: { ...conversation['meta'].sender, name: data['name'], thumbnail: data['thumbnail'] } } });
  }
}

/** Everything that may happen to what is shown, by its name; each runs at least once. */
const actions: Readonly<Record<string, (at: Snapshot) => Promise<unknown>>> = {
  'a conversation begins': () => rig.call(rig.ada, 'POST', '/conversations', { inbox_id: inbox, contact_id: pick(contacts), message: { content: 'new' } }),
  'a mail comes': () => change((tx) => receiveMails(tx, rig.act, rig.help, [writeMail({ id: `${Math.random()}@y`, from: `${pick(['mo', 'new'])}@home.test`, subject: `Matter ${Math.floor(random() * 9)}` })])),
  'a mail answers': () => change((tx) => receiveMails(tx, rig.act, rig.help, [writeMail({ id: `${Math.random()}@y`, from: 'mo@home.test', references: ['1@x'], subject: 'Re: Matter 1' })])),
  'somebody answers': (at) => rig.call(rig.ada, 'POST', `/conversations/${chatOf(at)}/messages`, { content: 'an answer' }),
  'the customer writes': (at) => rig.call(rig.ada, 'POST', `/conversations/${chatOf(at)}/messages`, { content: 'a question', message_type: 'incoming' }),
  'a note': (at) => postMessage(rig.database, rig.act, { conversationId: anyOf(at), direction: 'note', text: 'a note' }),
  'a message is deleted': async (at) => {
    const id = chatOf(at);
    const message = ((await rig.call(rig.ada, 'GET', `/conversations/${id}`)).body.messages as Json[]).at(-1);
    return message && rig.call(rig.ada, 'DELETE', `/conversations/${id}/messages/${message['id']}`);
  },
  'resolved': (at) => rig.call(rig.ada, 'POST', `/conversations/${anyOf(at)}/toggle_status`, { status: 'resolved' }),
  'reopened': (at) => rig.call(rig.ada, 'POST', `/conversations/${anyOf(at)}/toggle_status`, { status: 'open' }),
  'given to a bot': (at) => rig.call(rig.ada, 'POST', `/conversations/${anyOf(at)}/toggle_status`, { status: 'pending' }),
  'snoozed': (at) => rig.call(rig.ada, 'POST', `/conversations/${anyOf(at)}/toggle_status`, { status: 'snoozed', snoozed_until: '2030-01-01T00:00:00Z' }),
  'closed': (at) => change((tx) => changeLife(tx, rig.act, [anyOf(at)], { life: 'closed' })),
  'deleted': (at) => change((tx) => deleteConversation(tx, rig.act, anyOf(at))),
  'assigned': (at) => rig.call(rig.ada, 'POST', `/conversations/${anyOf(at)}/assignments`, { assignee_id: rig.ada.agentId }),
  'nobody\'s': (at) => rig.call(rig.ada, 'POST', `/conversations/${anyOf(at)}/assignments`, { assignee_id: null }),
  'a team\'s': (at) => rig.call(rig.ada, 'POST', `/conversations/${anyOf(at)}/assignments`, { team_id: team }),
  'labelled': (at) => rig.call(rig.ada, 'POST', `/conversations/${anyOf(at)}/labels`, { labels: [pick(['a', 'b', 'c'])] }),
  'urgent': (at) => rig.call(rig.ada, 'POST', `/conversations/${anyOf(at)}/toggle_priority`, { priority: pick(['urgent', 'low', 'none']) }),
  'attributes': (at) => rig.call(rig.ada, 'POST', `/conversations/${anyOf(at)}/custom_attributes`, { custom_attributes: { plan: `p${random()}` } }),
  'unread': (at) => change((tx) => changeConversations(tx, rig.act, [anyOf(at)], { isUnread: true })),
  'read': (at) => change((tx) => changeConversations(tx, rig.act, [anyOf(at)], { isUnread: false })),
  'many at once': (at) => change((tx) => changeConversations(tx, rig.act, [...at.conversations.keys()].slice(0, 3), { teamId: null, assigneeId: rig.ada.agentId })),
  'merged': async (at) => {
    const [one, two] = [...at.conversations].filter(([, each]) => each['inbox_id'] === rig.help.id).map(([id]) => id);
    return one && two && change((tx) => mergeConversations(tx, rig.act, { from: two, into: one }));
  },
  'unmerged': async () => {
    const row = await change((tx) => tx.maybe(sql<{ id: number }>`SELECT id FROM conversations WHERE account_id = ${rig.accountId} AND merged_into IS NOT NULL LIMIT 1`));
    return row && change((tx) => unmergeConversation(tx, rig.act, row.id));
  },
  'split': async () => {
    const row = await change((tx) => tx.maybe(sql<{ id: number; message: number }>`
      SELECT conversation_id AS id, max(id) AS message FROM messages WHERE account_id = ${rig.accountId} AND deleted_at IS NULL AND direction IN ('incoming', 'outgoing') AND channel_id = ${rig.help.id} GROUP BY 1 HAVING count(*) > 1 LIMIT 1`));
    return row && change((tx) => splitConversation(tx, rig.act, row.id, [row.message]));
  },
  'a contact comes': () => rig.call(rig.ada, 'POST', '/contacts', { name: 'New', identifier: `n-${random()}` }),
  'a contact is renamed': () => rig.call(rig.ada, 'PUT', `/contacts/${pick(contacts)}`, { name: `Name ${random()}` }),
  'a contact\'s attributes': () => rig.call(rig.ada, 'PUT', `/contacts/${pick(contacts)}`, { custom_attributes: { plan: `p${random()}` } }),
  'a contact by the desk': () => change((tx) => changeContact(tx, rig.act, pick(contacts), { name: `Desk ${random()}` })),
  'contacts are merged': () => change((tx) => mergeContacts(tx, rig.act, { from: contacts[2]!, into: contacts[0]! })),
  'contacts are unmerged': () => change((tx) => unmergeContact(tx, rig.act, contacts[2]!)),
};
const anyOf = ({ conversations }: Snapshot): number => pick([...conversations.keys()]);
const chatOf = ({ conversations }: Snapshot): number => pick([...conversations].filter(([, each]) => each['inbox_id'] === inbox).map(([id]) => id));

test('a stale snapshot and what was heard since make a fresh one: at /cable by what is told, at the desk by what is named', { timeout: 300_000 }, async (context) => {
  context.diagnostic(`SEED=${seed}`);
  let state = await snapshot();
  const names = [...Object.keys(actions), ...Array.from({ length: 10 }, () => pick(Object.keys(actions)))];
  const wrong: string[] = [];
  let heard = cable.messages.length;
  for (const name of names) {
    const positionBefore = desk.messages.length;
    await actions[name]!(state).catch((error: unknown) => { if ((error as { code?: string }).code === undefined) throw error; }); // what is not possible now is refused
    // A mark of our own at the end of the log: what is before it has been told.
    const mark = `mark ${random()}`;
    await rig.call(rig.ada, 'POST', '/contacts', { name: mark, identifier: mark });
    await cable.hears('contact.created', (data) => data['name'] === mark);
    const last = await change((tx) => tx.one(sql<{ p: number }>`SELECT max(position) AS p FROM events WHERE account_id = ${rig.accountId}`));
    await desk.until((message) => message.type === 'changes' && message.position >= last.p);
    const told = cable.messages.slice(heard).flatMap(({ message }) => (typeof message === 'object' ? [message] : []));
    heard = cable.messages.length;
    const stale = { conversations: new Map(state.conversations), contacts: new Map(state.contacts) };
    for (const message of told) apply(state, message);
    const fresh = await snapshot();
    for (const [what, mine, theirs] of [['conversation', state.conversations, fresh.conversations], ['contact', state.contacts, fresh.contacts]] as const) {
      for (const id of new Set([...mine.keys(), ...theirs.keys()])) {
        const [a, b] = [mine.get(id), theirs.get(id)].map((each) => each && JSON.parse(JSON.stringify({ ...each, availability_status: undefined })) as Json);
        const fields = [...new Set([...Object.keys(a ?? {}), ...Object.keys(b ?? {})])].filter((field) => JSON.stringify(a?.[field]) !== JSON.stringify(b?.[field]));
        if (fields.length > 0) wrong.push(`${name}: ${what} ${id}: ${fields.map((field) => `${field} ${JSON.stringify(a?.[field])?.slice(0, 80)} is ${JSON.stringify(b?.[field])?.slice(0, 80)}`).join('; ')} after ${told.map(({ event }) => event).join()}`);
      }
    }
    const changes = desk.messages.slice(positionBefore).flatMap((message) => (message.type === 'changes' ? message.changes : []));
    for (const [id, before] of new Map([...stale.conversations, ...fresh.conversations])) {
      const [a, b] = [stale.conversations.get(id), fresh.conversations.get(id)];
      if (JSON.stringify(a) !== JSON.stringify(b) && !changes.some((each) => namesConversation(each, id, Number(before['meta'].sender.id)))) wrong.push(`${name}: the desk was not told of conversation ${id}: ${changes.map(({ type }) => type).join()}`);
    }
    state = fresh;
  }
  assert.deepEqual(wrong, [], `SEED=${seed}`);
  assert.deepEqual(rig.failures, []);
});

/** A page that shows the conversation reads it anew after this. */
function namesConversation({ conversationId, data }: LiveChange, id: number, contactId: number): boolean {
  return conversationId === id || [data['from'], data['into'], data['to']].includes(id) || data['contactId'] === contactId || data['from'] === contactId;
}
