import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { changeContact } from '#core/contacts/index.ts';
import type { ConversationField, EventType } from '#core/events/index.ts';
import { changeLabel, findLabels } from '#core/labels/index.ts';
import {
  changeConversations, changeLife, contactAct, deleteConversation, eraseContact, eraseContactRound, markSeenByContact, mergeContacts, mergeConversations, postMessage, receiveMails, removeContact,
  setMessageContent, splitConversation, submitByContact, unmergeContact, unmergeConversation, unsplitConversation, wakeSnoozed,
} from '#core/conversations/index.ts';
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
const seed = Number(process.env['SEED'] ?? 163_543);
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

const customer = ({ contactId }: { readonly contactId: number | null }) => contactAct(rig.accountId, { contactId, now: new Date().toISOString(), source: 'test' });
const sourceOf = (id: number) => change((tx) => tx.one(sql<{ channelId: number; sourceId: string; contactId: number | null }>`SELECT channel_id AS "channelId", source_id AS "sourceId", contact_id AS "contactId" FROM conversations WHERE account_id = ${tx.accountId} AND id = ${id}`));

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

/** The names of labels are to be read anew, and with them what a conversation shows of its own. */
let labelsAreOld = false;

/** What a client does with what it hears. */
function apply({ conversations, contacts: people }: Snapshot, { event, data }: { event: string; data: Json }): void {
  if (event === 'conversation.deleted') conversations.delete(data['id']);
  else if (event === 'account.cache_invalidated' && 'label' in data['cache_keys']) labelsAreOld = true;
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
  } else if (event === 'contact.deleted') {
    people.delete(data['id']);
    for (const [id, conversation] of conversations) if (conversation['meta'].sender.id === data['id']) conversations.set(id, { ...conversation, meta: { ...conversation['meta'], sender: { ...conversation['meta'].sender, id: null, name: '', thumbnail: '' } } });
  } else if (event.startsWith('contact.')) {
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
  'it is looked at by its customer': async (at) => {
    const id = chatOf(at);
    await rig.call(rig.ada, 'POST', `/conversations/${id}/messages`, { content: 'look' });
    const source = await sourceOf(id);
    return change((tx) => markSeenByContact(tx, customer(source), source, id));
  },
  'a question is answered': async (at) => {
    const id = chatOf(at);
    const source = await sourceOf(id);
    return change(async (tx) => {
      const { messageId } = await postMessage(tx, rig.act, { conversationId: id, direction: 'outgoing', text: 'Which?' });
      await setMessageContent(tx, rig.act, messageId, { kind: 'input-select', items: [{ title: 'Red', value: 'r' }] });
      return submitByContact(tx, customer(source), source, { conversationId: id, messageId, values: { value: 'r' } });
    });
  },
  'a snooze is over': async (at) => {
    await change((tx) => changeLife(tx, rig.act, [anyOf(at)], { life: 'snoozed', snoozedUntil: '2030-02-01T00:00:00.000Z' }));
    return change((tx) => wakeSnoozed(tx, { ...rig.act, now: '2030-03-01T00:00:00.000Z' }));
  },
  'a split is taken back': async () => {
    const row = await change((tx) => tx.maybe(sql<{ id: number }>`SELECT id FROM conversations WHERE account_id = ${tx.accountId} AND split_from IS NOT NULL AND merged_into IS NULL AND life <> 'deleted' LIMIT 1`));
    return row && change((tx) => unsplitConversation(tx, rig.act, row.id));
  },
  'a label gets another name': () => change(async (tx) => { const [label] = await findLabels(tx, rig.act); return label && changeLabel(tx, rig.act, label.id, { name: `label ${random()}` }); }),
  'a contact goes': async () => {
    const { id } = (await rig.call(rig.ada, 'POST', '/contacts', { name: 'Goes', identifier: `g-${random()}` })).body;
    await rig.call(rig.ada, 'POST', '/conversations', { inbox_id: inbox, contact_id: id, message: { content: 'goes' } });
    await cable.hears('conversation.created', ({ meta }) => meta.sender.id === id); // it was shown with its contact
    return change((tx) => removeContact(tx, rig.act, id));
  },
  'a contact is erased': async () => {
    const { id } = (await rig.call(rig.ada, 'POST', '/contacts', { name: 'Erased', identifier: `e-${random()}` })).body;
    await rig.call(rig.ada, 'POST', '/conversations', { inbox_id: inbox, contact_id: id, message: { content: 'my number is 4711', message_type: 'incoming' } });
    await cable.hears('conversation.created', ({ meta }) => meta.sender.id === id);
    await change((tx) => eraseContact(tx, rig.act, id));
    while (await change((tx) => eraseContactRound(tx, rig.act)));
  },
  'contacts are unmerged': () => change((tx) => unmergeContact(tx, rig.act, contacts[2]!)),
};
/** What each kind of event is to a page that shows conversations and contacts: it has to come about here, or why it need not. A new kind does not compile until it stands here. */
const kinds: Readonly<Record<EventType, true | string>> = {
  'conversation.opened': true, 'conversation.changed': true, 'conversation.labelled': true, 'conversation.merged': true, 'conversation.unmerged': true, 'conversation.split': true, 'conversation.seen': true,
  'message.stored': true, 'message.answered': true, 'message.deleted': true, 'message.erased': true, 'label.renamed': true,
  'contact.created': true, 'contact.changed': true, 'contact.deleted': true, 'contact.merged': true, 'contact.unmerged': true,
  'conversation.linked': 'shown in the conversation alone', 'message.labelled': 'shown in the conversation alone', 'message.delivery': 'shown in the conversation alone',
  'message.copied': 'told as a deleted message is', 'message.proved': 'told as an answer is', 'message.unproved': 'told as a deleted message is',
  'interaction.changed': 'its conversation tells', 'offer.changed': 'not shown here', 'notification.created': 'one person\'s', 'notification.read': 'one person\'s',
  'agent.changed': 'lists read as a whole', 'team.changed': 'lists read as a whole', 'channel.created': 'lists read as a whole', 'channel.changed': 'lists read as a whole',
  'mail.quarantined': 'not shown here', 'import.finished': 'not shown here', 'import.undone': 'not shown here', 'webhook.changed': 'not shown here', 'widget.opened': 'not shown here', 'bot.changed': 'not shown here', 'mailbox.changed': 'not shown here',
  'group-mailbox.changed': 'not shown here', 'menu.changed': 'not shown here', 'queue.changed': 'not shown here', 'presence.changed': 'not shown here', 'statuses.changed': 'not shown here', 'capacity.changed': 'not shown here',
  'article.changed': 'not shown here', 'article.rated': 'not shown here', 'knowledge.changed': 'not shown here', 'crm.changed': 'not shown here', 'crm.sync-asked': 'not shown here', 'mail.reclassified': 'not shown here',
  'facts.requested': 'not shown here', 'facts.rollups': 'not shown here', 'facts.recount': 'not shown here', 'settings.changed': 'not shown here',
};
/** The same for what of a conversation changes. */
const fields: Readonly<Record<ConversationField, true | string>> = {
  life: true, handler: true, priority: true, assignee: true, team: true, unread: true, attributes: true, subject: true, turn: 'nimchat has no word for it', live: 'its calls and chats tell',
};
async function missing(): Promise<string[]> {
  const seen = await change((tx) => tx.rows(sql<{ type: string; field: string | null }>`SELECT DISTINCT type, data->>'field' AS field FROM events WHERE account_id = ${tx.accountId}`));
  const wanted = <Name extends string>(all: Readonly<Record<Name, true | string>>): string[] => Object.keys(all).filter((name) => all[name as Name] === true);
  return [...wanted(kinds).filter((kind) => !seen.some(({ type }) => type === kind)), ...wanted(fields).filter((name) => !seen.some(({ type, field }) => type === 'conversation.changed' && field === name))];
}
const anyOf = ({ conversations }: Snapshot): number => pick([...conversations.keys()]);
const chatOf = ({ conversations }: Snapshot): number => pick([...conversations].filter(([, each]) => each['inbox_id'] === inbox).map(([id]) => id));

test('a stale snapshot and what was heard since make a fresh one: at /cable by what is told, at the desk by what is named', { timeout: 300_000 }, async (context) => {
  context.diagnostic(`SEED=${seed}`);
  let state = await snapshot();
  const names = [...Object.keys(actions), ...Array.from({ length: 10 }, () => pick(Object.keys(actions)))];
  const wrong: string[] = [];
  let heard = cable.messages.length;
  // What was refused, for want of something to do it to, is tried again.
  for (let round = 1; round <= 4 && (round === 1 || (await missing()).length > 0); round += 1) for (const name of round === 1 ? names : Object.keys(actions)) {
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
    labelsAreOld = false;
    for (const message of told) apply(state, message);
    const fresh = await snapshot();
    if (labelsAreOld) for (const [id, each] of state.conversations) state.conversations.set(id, { ...each, labels: fresh.conversations.get(id)?.['labels'] ?? each['labels'] });
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
  assert.deepEqual(await missing(), [], 'kinds of events that nothing here brought about');
  assert.deepEqual(rig.failures, []);
});

/** A page that shows the conversation reads it anew after this (web/console/live/apply-changes.ts). */
function namesConversation({ type, conversationId, data }: LiveChange, id: number, contactId: number): boolean {
  return type === 'label.renamed' || conversationId === id || [data['from'], data['into'], data['to']].includes(id) || data['contactId'] === contactId || data['from'] === contactId;
}
