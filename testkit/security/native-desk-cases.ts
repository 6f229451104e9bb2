import type { Probe, RouteCase, RouteCases } from './route-case.ts';
import type { Question } from './rig.ts';
import { randomThings, type Things } from './things.ts';

const v1 = '/native/v1';
type Method = Question['method'];
const ask = (method: Method, path: string, json?: unknown): Question => ({ method, path: `${v1}${path}`, ...(json === undefined ? {} : { json }) });
const find = (path: string, ...query: (readonly [string, string])[]): Question => ({ method: 'GET', path: `${v1}${path}`, query });
const probe = (about: string, isTelling: boolean, question: (things: Things) => Question): Probe => ({ about, isTelling, ask: question });

const reads = (needs: RouteCase['needs'], good: (things: Things) => Question, probes: readonly Probe[], namesNothing?: string, more: Partial<RouteCase> = {}): RouteCase => (
  { door: 'token', needs, status: 200, writes: [], good, probes, ...(namesNothing === undefined ? {} : { namesNothing }), ...more });
const does = (needs: RouteCase['needs'], status: number, writes: readonly string[], good: (things: Things) => Question, probes: readonly Probe[], more: Partial<RouteCase> = {}): RouteCase => (
  { door: 'token', needs, status, writes, good, probes, ...more });

/** Tables that a change of a conversation may touch. */
const conversationTables = ['conversations', 'events', 'conversation_labels', 'conversation_threads', 'messages', 'message_bodies', 'drafts', 'audit_log', 'tombstones', 'attribute_values', 'notifications'];
const n = Number;
const conversation = (method: Method, path: string, json?: unknown) => ({ conversationId }: Things): Question => ask(method, `/conversations/${conversationId}${path}`, json);
/** The id in the path. */
const own = (isTelling: boolean, method: Method, path: string, json?: unknown): Probe => probe('conversation id', isTelling, conversation(method, path, json));
/** An own thing of the asker's in the path cannot be known here, so ids in bodies go with a random one: what counts is that both answer alike. */
const inBody = (about: string, question: (things: Things) => Question): Probe => probe(about, false, question);

/** Every route of the desk in our own API. */
export const nativeDeskCases: RouteCases = {
  'GET /openapi/native.json': { door: 'open', needs: null, status: 200, writes: [], good: () => ({ method: 'GET', path: '/openapi/native.json' }), probes: [], namesNothing: 'the same for everybody' },
  [`GET ${v1}/session`]: reads(null, () => find('/session'), [], 'tells of the caller'),
  [`POST ${v1}/session`]: {
    door: 'open', needs: null, status: 200, writes: [], good: null,
    probes: [probe('e-mail', false, ({ ownerEmail }) => ({ method: 'POST', path: `${v1}/session`, form: [['email', ownerEmail], ['password', 'wrong-password-here']] }))],
  },
  [`DELETE ${v1}/session`]: does(null, 204, [], () => ask('DELETE', '/session'), [], { namesNothing: 'ends the caller\'s own session' }),
  [`POST ${v1}/session/account`]: { door: 'token', needs: null, status: 403, writes: [], good: null, probes: [inBody('account id', ({ accountId }) => ask('POST', '/session/account', { accountId: n(accountId) }))] },

  [`GET ${v1}/views`]: reads('conversations.read', () => find('/views'), [], 'lists the caller\'s'),
  [`POST ${v1}/views`]: does('conversations.read', 201, ['saved_views'], () => ask('POST', '/views', { name: 'made', filter: {} }), [inBody('team', ({ teamId }) => ask('POST', '/views', { name: 'made', filter: {}, teamId: n(teamId) }))]),
  [`PATCH ${v1}/views/:id`]: does('conversations.read', 200, ['saved_views'], ({ viewId }) => ask('PATCH', `/views/${viewId}`, { sort: 'waiting' }), [probe('view id', true, ({ viewId }) => ask('PATCH', `/views/${viewId}`, { name: 'theirs' }))], { orElse: [404] }),
  [`DELETE ${v1}/views/:id`]: does('conversations.read', 204, ['saved_views'], ({ viewId }) => ask('DELETE', `/views/${viewId}`), [probe('view id', false, ({ viewId }) => ask('DELETE', `/views/${viewId}`))], { orElse: [404] }),

  [`GET ${v1}/conversations`]: reads('conversations.read', () => find('/conversations'), [
    probe('ids', true, ({ conversationId, closedId }) => find('/conversations', ['ids', `${conversationId},${closedId}`])),
    probe('channel', true, ({ channelId }) => find('/conversations', ['channelId', channelId])),
    probe('assignee', false, ({ agentId }) => find('/conversations', ['assignee', agentId])),
    probe('team', false, ({ teamId }) => find('/conversations', ['teamId', teamId])),
    probe('label', true, ({ labelId }) => find('/conversations', ['labelId', labelId])),
    probe('contact', true, ({ contactId }) => find('/conversations', ['contactId', contactId])),
    probe('waiting, of a channel', true, ({ channelId }) => find('/conversations', ['channelId', channelId], ['sort', 'waiting'])),
    probe('cursor', false, ({ conversationId }) => find('/conversations', ['cursor', Buffer.from(JSON.stringify(['2024-05-06T00:00:00Z', n(conversationId)])).toString('base64url')])),
  ]),
  [`POST ${v1}/conversations`]: does('conversations.reply', 201, [...conversationTables, 'outgoing_mails', 'outgoing_recipients', 'contacts', 'contact_points', 'addresses', 'mail_ids', 'mail_threads', 'message_parties', 'jobs', 'channels'], ({ channelId }) => ask('POST', '/conversations', { channelId: n(channelId), to: [{ address: 'x@y.test' }], subject: 'x', text: 'x' }), [
    inBody('channel', ({ channelId }) => ask('POST', '/conversations', { channelId: n(channelId), to: [{ address: 'x@y.test' }], subject: 'x', text: 'x' })),
  ]),
  [`GET ${v1}/conversations/:id`]: reads('conversations.read', conversation('GET', ''), [own(true, 'GET', ''), probe('a closed one', true, ({ closedId }) => ask('GET', `/conversations/${closedId}`))]),
  [`PATCH ${v1}/conversations/:id`]: does('conversations.read', 200, conversationTables, conversation('PATCH', '', { priority: 1 }), [
    own(true, 'PATCH', '', { priority: 3 }),
    inBody('agent', ({ agentId, conversationId }) => ask('PATCH', `/conversations/${conversationId}`, { assigneeId: n(agentId) })),
    inBody('team', ({ teamId, conversationId }) => ask('PATCH', `/conversations/${conversationId}`, { teamId: n(teamId) })),
    inBody('label', ({ labelId, conversationId }) => ask('PATCH', `/conversations/${conversationId}`, { labelIds: [n(labelId)] })),
  ], { needsAlso: ['conversations.assign'] }),
  [`GET ${v1}/conversations/:id/timeline`]: reads('conversations.read', conversation('GET', '/timeline'), [own(true, 'GET', '/timeline')]),
  [`POST ${v1}/conversations/:id/messages`]: does('conversations.note', 201, conversationTables, conversation('POST', '/messages', { kind: 'note', text: 'seen' }), [
    inBody('agent named in a note', ({ conversationId, agentId }) => ask('POST', `/conversations/${conversationId}/messages`, { kind: 'note', text: 'x', mentions: [n(agentId)] })),
    inBody('message answered', ({ conversationId, messageId }) => ask('POST', `/conversations/${conversationId}/messages`, { kind: 'reply', text: 'x', inReplyToMessageId: n(messageId) })),
    own(true, 'POST', '/messages', { kind: 'note', text: 'x' }),
  ], { needsAlso: ['conversations.read'] }),
  [`POST ${v1}/conversations/:id/read`]: does('conversations.reply', 204, conversationTables, conversation('POST', '/read'), [own(false, 'POST', '/read')]),
  [`POST ${v1}/conversations/:id/unread`]: does('conversations.reply', 204, conversationTables, conversation('POST', '/unread'), [own(false, 'POST', '/unread')]),
  [`POST ${v1}/conversations/:id/merge`]: does('conversations.merge', 200, conversationTables, ({ otherConversationId, closedId }) => ask('POST', `/conversations/${otherConversationId}/merge`, { into: n(closedId) }), [
    own(false, 'POST', '/merge', { into: 1 }),
    inBody('both', ({ conversationId, closedId }) => ask('POST', `/conversations/${closedId}/merge`, { into: n(conversationId) })),
  ], { orElse: [404, 409] }),
  [`POST ${v1}/conversations/:id/unmerge`]: does('conversations.merge', 200, conversationTables, ({ otherConversationId }) => ask('POST', `/conversations/${otherConversationId}/unmerge`), [own(false, 'POST', '/unmerge')], { orElse: [404] }),
  [`POST ${v1}/conversations/:id/split`]: does('conversations.merge', 201, conversationTables, ({ conversationId, messageId }) => ask('POST', `/conversations/${conversationId}/split`, { messageIds: [n(messageId)] }), [
    inBody('conversation and message', ({ conversationId, messageId }) => ask('POST', `/conversations/${conversationId}/split`, { messageIds: [n(messageId)] })),
  ], { orElse: [404, 409] }),
  [`POST ${v1}/conversations/:id/unsplit`]: does('conversations.merge', 404, conversationTables, conversation('POST', '/unsplit'), [own(false, 'POST', '/unsplit')]),
  [`GET ${v1}/conversations/:id/draft`]: reads('conversations.read', conversation('GET', '/draft'), [own(true, 'GET', '/draft')], undefined, { orElse: [404] }),
  [`PUT ${v1}/conversations/:id/draft`]: does('conversations.note', 200, ['drafts'], conversation('PUT', '/draft', { kind: 'note', text: 'begun' }), [
    own(true, 'PUT', '/draft', { kind: 'note', text: 'x' }),
    inBody('message answered', ({ conversationId, messageId }) => ask('PUT', `/conversations/${conversationId}/draft`, { kind: 'note', text: 'x', inReplyToMessageId: n(messageId) })),
  ]),
  [`DELETE ${v1}/conversations/:id/draft`]: does('conversations.read', 204, ['drafts'], conversation('DELETE', '/draft'), [own(false, 'DELETE', '/draft')]),

  [`GET ${v1}/outbox`]: reads('conversations.read', () => find('/outbox'), [], 'lists the account\'s'),
  ...Object.fromEntries(['cancel', 'retry', 'send-now'].map((verb) => [`POST ${v1}/messages/:id/${verb}`, does('conversations.reply', 404, [], ({ messageId }) => ask('POST', `/messages/${messageId}/${verb}`), [
    probe('message id', false, ({ messageId }) => ask('POST', `/messages/${messageId}/${verb}`)), // a mail that came: ours to see, nobody's to take back
  ])])),

  [`GET ${v1}/search`]: reads('conversations.read', ({ subject }) => find('/search', ['q', subject]), [
    probe('subject', true, ({ subject }) => find('/search', ['q', subject])),
    probe('customer', true, ({ customer }) => find('/search', ['q', `from:${customer}`])),
    probe('label', true, ({ label }) => find('/search', ['q', `label:"${label}"`])),
    probe('agent', false, ({ agentName }) => find('/search', ['q', `assignee:"${agentName}"`])),
    probe('channel', true, ({ channelAddress }) => find('/search', ['q', `channel:${channelAddress}`])),
    probe('half a word', true, ({ subject }) => find('/search', ['q', subject.slice(0, 6)], ['typing', 'true'])),
  ]),

  [`POST ${v1}/bulk`]: does('conversations.read', 201, ['bulk_operations', 'bulk_items', 'jobs', ...conversationTables], ({ conversationId }) => ask('POST', '/bulk', { ids: [n(conversationId)], change: { priority: 2 } }), [
    inBody('a list with unknown ids', (things) => ask('POST', '/bulk', { ids: [...Array.from({ length: 9 }, () => n(randomThings(things).conversationId)), n(things.conversationId)], change: { priority: 2 } })),
    inBody('agent', ({ agentId }) => ask('POST', '/bulk', { filter: {}, change: { assigneeId: n(agentId) } })),
    inBody('label', ({ labelId }) => ask('POST', '/bulk', { filter: {}, change: { addLabelIds: [n(labelId)] } })),
    probe('conversation id', true, ({ conversationId }) => ask('POST', '/bulk', { ids: [n(conversationId)], change: { priority: 4 } })),
  ], { needsAlso: ['conversations.assign'] }),
  [`GET ${v1}/bulk/:id`]: reads('conversations.read', ({ bulkId }) => find(`/bulk/${bulkId}`), [probe('operation id', true, ({ bulkId }) => find(`/bulk/${bulkId}`))], undefined, { orElse: [404] }),
  [`POST ${v1}/bulk/:id/undo`]: does('conversations.read', 200, ['bulk_operations', 'bulk_items', 'jobs', ...conversationTables], ({ bulkId }) => ask('POST', `/bulk/${bulkId}/undo`), [probe('operation id', false, ({ bulkId }) => ask('POST', `/bulk/${bulkId}/undo`))], { orElse: [404, 409] }),

  [`GET ${v1}/contacts`]: reads('contacts.read', () => find('/contacts'), [
    probe('address', true, ({ customer }) => find('/contacts', ['search', customer])),
    probe('domain', true, ({ domain }) => find('/contacts', ['search', domain])),
    probe('company', true, ({ companyId }) => find('/contacts', ['companyId', companyId])),
  ]),
  [`POST ${v1}/contacts`]: does('contacts.write', 201, ['contacts', 'contact_points', 'events', 'audit_log'], () => ask('POST', '/contacts', { name: 'Made' }), [inBody('company', ({ companyId }) => ask('POST', '/contacts', { name: 'Made', companyId: n(companyId) }))], { needsAlso: ['contacts.read'] }),
  [`GET ${v1}/contacts/:id`]: reads('contacts.read', ({ contactId }) => find(`/contacts/${contactId}`), [probe('contact id', true, ({ contactId }) => find(`/contacts/${contactId}`))]),
  [`PATCH ${v1}/contacts/:id`]: does('contacts.write', 200, ['contacts', 'events', 'audit_log'], ({ contactId }) => ask('PATCH', `/contacts/${contactId}`, { name: 'Renamed' }), [
    inBody('company', ({ contactId, companyId }) => ask('PATCH', `/contacts/${contactId}`, { companyId: n(companyId) })),
    probe('contact id', true, ({ contactId }) => ask('PATCH', `/contacts/${contactId}`, { name: 'Theirs' })),
  ], { needsAlso: ['contacts.read'] }),
  [`POST ${v1}/contacts/:id/points`]: does('contacts.write', 201, ['contacts', 'contact_points', 'events', 'audit_log'], ({ contactId }) => ask('POST', `/contacts/${contactId}/points`, { kind: 'external', value: 'a name outside' }), [
    probe('contact id', true, ({ contactId }) => ask('POST', `/contacts/${contactId}/points`, { kind: 'external', value: 'another name outside' })),
  ], { needsAlso: ['contacts.read'] }),
  [`DELETE ${v1}/contacts/:id/points/:pointId`]: does('contacts.write', 204, ['contacts', 'contact_points', 'events', 'audit_log'], ({ contactId, pointId }) => ask('DELETE', `/contacts/${contactId}/points/${pointId}`), [
    probe('contact and point', false, ({ contactId, pointId }) => ask('DELETE', `/contacts/${contactId}/points/${pointId}`)),
  ], { orElse: [404] }),
  [`GET ${v1}/companies`]: reads('contacts.read', () => find('/companies'), [], 'lists the account\'s'),
  [`GET ${v1}/companies/:id`]: reads('contacts.read', ({ companyId }) => find(`/companies/${companyId}`), [probe('company id', true, ({ companyId }) => find(`/companies/${companyId}`))]),
  [`GET ${v1}/labels`]: reads('conversations.read', () => find('/labels'), [], 'lists the account\'s'),

  // last: after it the conversation is gone, where the account itself asks
  [`DELETE ${v1}/conversations/:id`]: does('conversations.delete', 204, conversationTables, ({ otherConversationId }) => ask('DELETE', `/conversations/${otherConversationId}`), [own(false, 'DELETE', '')], { orElse: [404] }),
};
