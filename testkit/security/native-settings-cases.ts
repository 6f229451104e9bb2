import { idleRole } from './furnish-settings.ts';
import type { Probe, RouteCase, RouteCases } from './route-case.ts';
import type { Question } from './rig.ts';
import type { Things } from './things.ts';

const v1 = '/native/v1';
const n = Number;
type Method = Question['method'];
type Ask = (things: Things) => Question;
const ask = (method: Method, path: string, json?: unknown): Question => ({ method, path: `${v1}${path}`, ...(json === undefined ? {} : { json }) });
const probe = (about: string, isTelling: boolean, question: Ask): Probe => ({ about, isTelling, ask: question });

const reads = (needs: RouteCase['needs'], good: Ask, probes: readonly Probe[], namesNothing?: string): RouteCase => (
  { door: 'token', needs, status: 200, writes: [], good, probes, ...(namesNothing === undefined ? {} : { namesNothing }) });
const does = (needs: RouteCase['needs'], status: number, writes: readonly string[], good: Ask | null, probes: readonly Probe[], more: Partial<RouteCase> = {}): RouteCase => (
  { door: 'token', needs, status, writes: [...writes, 'audit_log'], good, probes, ...more });
/** For a signed-in person: a token is refused, and dialects/native/endpoints/me/me.test.ts asks as a browser. */
const personal = (about: string): RouteCase => ({ door: 'token', needs: null, status: 403, writes: [], good: null, probes: [], namesNothing: `concerns the caller's own ${about}` });
/** Nobody has it: the matrix keeps its things, and whoever may not is told so before. */
const nobodys = 999_999;

const channel = (method: Method, below: string, json?: unknown): Ask => ({ channelId }) => ask(method, `/channels/${channelId}${below}`, json);
const connection = { host: 'mail.example.test', port: 993, security: 'tls', auth: 'password', userName: 'x', secret: 'x' };
const hours = { zone: 'UTC', hours: { mon: [['09:00', '17:00']] } };
const hoursTables = ['calendars', 'calendar_versions', 'channels', 'events'];
const channelTables = ['channels', 'channel_doors', 'channel_addresses', 'channel_members', 'channel_connections', 'events'];

/** Every route of the settings in our own API. */
export const nativeSettingsCases: RouteCases = {
  [`GET ${v1}/setup`]: reads('settings.read', () => ask('GET', '/setup'), [], 'shows the own account\'s'),
  [`POST ${v1}/setup/demo`]: does('account.write', 200, [], null, [], { namesNothing: 'starts the demo in an account of its own' }),

  [`GET ${v1}/account`]: reads('settings.read', () => ask('GET', '/account'), [], 'shows the own account'),
  [`PATCH ${v1}/account`]: does('account.write', 200, ['accounts'], () => ask('PATCH', '/account', { reopenClosed: true }), [
    probe('account id in the body', false, ({ accountId }) => ask('PATCH', '/account', { reopenClosed: false, id: n(accountId), accountId: n(accountId) })),
  ]),
  [`GET ${v1}/account/internal-domains`]: reads('settings.read', () => ask('GET', '/account/internal-domains'), [], 'shows the own account\'s'),
  [`POST ${v1}/account/internal-domains/preview`]: does('settings.read', 200, [], ({ internalDomain }) => ask('POST', '/account/internal-domains/preview', { domains: [internalDomain] }), [
    probe('a customer\'s domain', false, ({ domain }) => ask('POST', '/account/internal-domains/preview', { domains: [domain] })),
  ]),
  [`PUT ${v1}/account/internal-domains`]: does('settings.write', 200, ['setting_versions', 'events', 'jobs'], ({ internalDomain }) => ask('PUT', '/account/internal-domains', { domains: [internalDomain] }), [
    probe('no domain at all', false, () => ask('PUT', '/account/internal-domains', { domains: ['nobody'] })),
  ]),

  [`GET ${v1}/calendars`]: reads('calendars.read', () => ask('GET', '/calendars'), [], 'lists the account\'s'),
  [`POST ${v1}/calendars/preview`]: does('calendars.read', 200, [], () => ask('POST', '/calendars/preview', { calendar: hours, spans: [{ from: '2026-01-05T09:00:00Z', to: '2026-01-05T10:00:00Z' }] }), [], { namesNothing: 'counts what it is given' }),
  [`POST ${v1}/calendars/holidays-file`]: does('calendars.read', 200, [], () => ask('POST', '/calendars/holidays-file', { ical: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' }), [], { namesNothing: 'reads what it is given' }),
  [`PUT ${v1}/calendars/default`]: does('calendars.write', 200, hoursTables, () => ask('PUT', '/calendars/default', hours), [], { namesNothing: 'sets the own account\'s' }),
  [`PUT ${v1}/channels/:id/calendar`]: does('calendars.write', 200, hoursTables, channel('PUT', '/calendar', hours), [probe('channel id', true, channel('PUT', '/calendar', hours))]),

  [`GET ${v1}/channels`]: reads('channels.read', () => ask('GET', '/channels'), [], 'lists the account\'s'),
  [`GET ${v1}/channels/:id`]: reads('channels.read', channel('GET', ''), [probe('channel id', true, channel('GET', ''))]),
  [`POST ${v1}/channels`]: does('channels.write', 201, channelTables, () => ask('POST', '/channels', { kind: 'api', name: 'Made' }), [
    probe('an address that another account has', false, ({ accountId }) => ask('POST', '/channels', { kind: 'api', name: 'Made', accountId: n(accountId) })),
  ]),
  [`PATCH ${v1}/channels/:id`]: does('channels.write', 200, channelTables, channel('PATCH', '', { isDisabled: false }), [probe('channel id', true, channel('PATCH', '', { name: 'Theirs' }))]),
  [`POST ${v1}/channels/:id/aliases`]: does('channels.write', 201, [...channelTables, 'address_claims'], channel('POST', '/aliases', { address: 'more@alias.test' }), [
    probe('channel id', true, channel('POST', '/aliases', { address: 'theirs@alias.test' })),
    probe('an address that another account has', false, ({ channelAddress }) => ask('POST', `/channels/${nobodys}/aliases`, { address: channelAddress })),
  ]),
  [`DELETE ${v1}/channels/:id/aliases/:address`]: does('channels.write', 404, [], channel('DELETE', '/aliases/nobody@alias.test'), [
    probe('channel id and its address', false, ({ channelId, channelAddress }) => ask('DELETE', `/channels/${channelId}/aliases/${encodeURIComponent(channelAddress)}`)),
  ]),
  [`PUT ${v1}/channels/:id/members`]: does('channels.write', 200, channelTables, ({ channelId, agentId }) => ask('PUT', `/channels/${channelId}/members`, { agentIds: [n(agentId)] }), [
    probe('channel id', true, channel('PUT', '/members', { agentIds: [] })),
    probe('agent id in the body', false, ({ channelId, agentId }) => ask('PUT', `/channels/${channelId}/members`, { agentIds: [n(agentId)] })),
  ]),
  [`PUT ${v1}/channels/:id/connections/:kind`]: does('channels.write', 200, channelTables, channel('PUT', '/connections/smtp', connection), [probe('channel id', true, channel('PUT', '/connections/imap', connection))]),
  [`DELETE ${v1}/channels/:id/connections/:kind`]: does('channels.write', 204, channelTables, channel('DELETE', '/connections/imap'), [probe('channel id', false, channel('DELETE', '/connections/smtp'))]),
  [`GET ${v1}/channels/:id/settings`]: reads('channels.read', channel('GET', '/settings'), [probe('channel id', true, channel('GET', '/settings'))]),
  [`PATCH ${v1}/channels/:id/settings`]: does('channels.write', 200, channelTables, channel('PATCH', '/settings', { language: 'de' }), [probe('channel id', true, channel('PATCH', '/settings', { language: 'fr' }))]),
  [`POST ${v1}/channels/:id/test-mail`]: does('channels.write', 404, [], () => ask('POST', `/channels/${nobodys}/test-mail`, { to: 'x@y.test' }), [probe('channel id', false, channel('POST', '/test-mail', { to: 'x@y.test' }))]),
  [`POST ${v1}/connections/sending-domain`]: does('channels.write', 200, [], null, [], { namesNothing: 'looks an address up outside' }),
  [`POST ${v1}/connections/test`]: does('channels.write', 200, [], null, [
    probe('channel id in the body', false, ({ channelId }) => ask('POST', '/connections/test', { kind: 'imap', channelId: n(channelId), connection: { ...connection, secret: undefined } })),
  ]),
  [`POST ${v1}/connections/discover`]: does('channels.write', 200, [], null, [], { namesNothing: 'looks an address up outside' }),

  [`GET ${v1}/users`]: reads('people.read', () => ask('GET', '/users'), [], 'lists the account\'s'),
  [`GET ${v1}/users/:id`]: reads('people.read', ({ userId }) => ask('GET', `/users/${userId}`), [probe('user id', true, ({ userId }) => ask('GET', `/users/${userId}`))]),
  [`PATCH ${v1}/users/:id`]: does('people.write', 200, ['users'], ({ userId }) => ask('PATCH', `/users/${userId}`, { name: 'Renamed' }), [
    probe('user id, shut out', false, ({ userId }) => ask('PATCH', `/users/${userId}`, { isDisabled: true })),
    probe('user id', true, ({ userId }) => ask('PATCH', `/users/${userId}`, { name: 'Theirs' })),
  ]),
  [`DELETE ${v1}/users/:id`]: does('people.write', 404, [], () => ask('DELETE', `/users/${nobodys}`), [probe('user id', false, ({ userId }) => ask('DELETE', `/users/${userId}`))]),
  [`DELETE ${v1}/users/:id/two-factor`]: does('people.write', 404, [], () => ask('DELETE', `/users/${nobodys}/two-factor`), [probe('user id', false, ({ userId }) => ask('DELETE', `/users/${userId}/two-factor`))]),
  [`GET ${v1}/agents`]: reads('people.read', () => ask('GET', '/agents'), [], 'lists the account\'s'),
  [`GET ${v1}/agents/:id`]: reads('people.read', ({ agentId }) => ask('GET', `/agents/${agentId}`), [probe('agent id', true, ({ agentId }) => ask('GET', `/agents/${agentId}`))]),
  [`POST ${v1}/agents`]: does('people.write', 201, ['agents', 'agent_addresses', 'memberships', 'events'], () => ask('POST', '/agents', { name: 'Made' }), [
    probe('user id in the body', false, ({ userId }) => ask('POST', '/agents', { name: 'Made', userId: n(userId) })),
  ]),
  [`PATCH ${v1}/agents/:id`]: does('people.write', 200, ['agents', 'agent_addresses', 'memberships', 'events'], ({ agentId }) => ask('PATCH', `/agents/${agentId}`, { isDeactivated: false }), [
    probe('agent and user id', false, ({ agentId, userId }) => ask('PATCH', `/agents/${agentId}`, { userId: n(userId) })),
    probe('agent id', true, ({ agentId }) => ask('PATCH', `/agents/${agentId}`, { name: 'Theirs' })),
  ]),
  [`GET ${v1}/roles`]: reads('people.read', () => ask('GET', '/roles'), [], 'lists the account\'s'),
  [`POST ${v1}/roles`]: does('roles.write', 200, ['roles'], () => ask('POST', '/roles', { name: 'Made', permissions: [] }), [], { namesNothing: 'a name of the account\'s own' }),
  [`GET ${v1}/invitations`]: reads('people.read', () => ask('GET', '/invitations'), [], 'lists the account\'s'),
  [`POST ${v1}/invitations`]: does('people.write', 201, ['invitations'], () => ask('POST', '/invitations', { email: 'new@guest.test', role: idleRole }), [
    probe('the address of a user of another account', false, ({ ownerEmail }) => ask('POST', '/invitations', { email: ownerEmail, role: 'No such role' })),
  ]),
  [`DELETE ${v1}/invitations/:id`]: does('people.write', 404, [], () => ask('DELETE', `/invitations/${nobodys}`), [probe('invitation id', false, ({ invitationId }) => ask('DELETE', `/invitations/${invitationId}`))]),
  [`POST ${v1}/invitations/look-up`]: { door: 'open', needs: null, status: 200, writes: [], good: null, probes: [], namesNothing: 'a one-time secret' },
  [`POST ${v1}/invitations/accept`]: { door: 'open', needs: null, status: 201, writes: [], good: null, probes: [], namesNothing: 'a one-time secret' },

  [`GET ${v1}/teams`]: reads('people.read', () => ask('GET', '/teams'), [], 'lists the account\'s'),
  [`POST ${v1}/teams`]: does('people.write', 201, ['teams', 'events'], () => ask('POST', '/teams', { name: 'Made' }), [probe('team id in the body', false, ({ teamId }) => ask('POST', '/teams', { name: 'Made', parentId: n(teamId) }))]),
  [`PATCH ${v1}/teams/:id`]: does('people.write', 200, ['teams', 'events'], ({ teamId }) => ask('PATCH', `/teams/${teamId}`, { name: 'Renamed' }), [probe('team id', true, ({ teamId }) => ask('PATCH', `/teams/${teamId}`, { name: 'Theirs' }))]),
  [`DELETE ${v1}/teams/:id`]: does('people.write', 404, [], () => ask('DELETE', `/teams/${nobodys}`), [probe('team id', false, ({ teamId }) => ask('DELETE', `/teams/${teamId}`))]),
  [`PUT ${v1}/teams/:id/members`]: does('people.write', 200, ['teams', 'team_members', 'events'], ({ teamId, agentId }) => ask('PUT', `/teams/${teamId}/members`, { agentIds: [n(agentId)] }), [
    probe('agent id in the body', false, ({ agentId }) => ask('PUT', `/teams/${nobodys}/members`, { agentIds: [n(agentId)] })),
    probe('team id', true, ({ teamId }) => ask('PUT', `/teams/${teamId}/members`, { agentIds: [] })),
  ]),

  [`POST ${v1}/labels`]: does('labels.write', 201, ['labels'], () => ask('POST', '/labels', { name: 'made' }), [probe('a name that another account has', false, () => ask('POST', '/labels', { name: '' }))], { orElse: [409] }),
  [`PATCH ${v1}/labels/:id`]: does('labels.write', 200, ['labels'], ({ labelId }) => ask('PATCH', `/labels/${labelId}`, { colour: '#123456' }), [probe('label id', true, ({ labelId }) => ask('PATCH', `/labels/${labelId}`, { colour: '#654321' }))]),
  [`DELETE ${v1}/labels/:id`]: does('labels.write', 404, [], () => ask('DELETE', `/labels/${nobodys}`), [probe('label id', false, ({ labelId }) => ask('DELETE', `/labels/${labelId}`))]),
  [`GET ${v1}/attributes`]: reads('settings.read', () => ask('GET', '/attributes'), [], 'lists the account\'s'),
  [`POST ${v1}/attributes`]: does('attributes.write', 201, ['attribute_definitions'], () => ask('POST', '/attributes', { entity: 'contact', key: 'made', name: 'Made', type: 'text' }), [], { orElse: [409], namesNothing: 'a key of the account\'s own' }),
  [`PATCH ${v1}/attributes/:id`]: does('attributes.write', 200, ['attribute_definitions'], ({ attributeId }) => ask('PATCH', `/attributes/${attributeId}`, { name: 'Renamed' }), [probe('attribute id', true, ({ attributeId }) => ask('PATCH', `/attributes/${attributeId}`, { name: 'Theirs' }))]),
  [`DELETE ${v1}/attributes/:id`]: does('attributes.write', 404, [], () => ask('DELETE', `/attributes/${nobodys}`), [probe('attribute id', false, ({ attributeId }) => ask('DELETE', `/attributes/${attributeId}`))]),
  [`GET ${v1}/canned-responses`]: reads('conversations.read', () => ask('GET', '/canned-responses'), [probe('a word of it', true, ({ subject }) => ({ method: 'GET', path: `${v1}/canned-responses`, query: [['search', subject]] }))]),
  [`POST ${v1}/canned-responses`]: does('labels.write', 201, ['canned_responses'], () => ask('POST', '/canned-responses', { shortCode: 'made', content: 'Made' }), [], { orElse: [409], namesNothing: 'a code of the account\'s own' }),
  [`PATCH ${v1}/canned-responses/:id`]: does('labels.write', 200, ['canned_responses'], ({ cannedResponseId }) => ask('PATCH', `/canned-responses/${cannedResponseId}`, { content: 'Changed' }), [
    probe('text id', true, ({ cannedResponseId }) => ask('PATCH', `/canned-responses/${cannedResponseId}`, { content: 'Theirs' })),
  ]),
  [`DELETE ${v1}/canned-responses/:id`]: does('labels.write', 404, [], () => ask('DELETE', `/canned-responses/${nobodys}`), [probe('text id', false, ({ cannedResponseId }) => ask('DELETE', `/canned-responses/${cannedResponseId}`))]),

  [`GET ${v1}/me`]: reads(null, () => ask('GET', '/me'), [], 'tells of the caller'),
  [`PATCH ${v1}/me`]: personal('name'),
  [`POST ${v1}/me/password`]: personal('password'),
  [`GET ${v1}/me/sessions`]: personal('sessions'),
  [`DELETE ${v1}/me/sessions`]: personal('sessions'),
  [`DELETE ${v1}/me/sessions/:id`]: personal('sessions'),
  [`POST ${v1}/me/two-factor`]: personal('second factor'),
  [`POST ${v1}/me/two-factor/confirm`]: personal('second factor'),
  [`POST ${v1}/me/two-factor/remove`]: personal('second factor'),
  [`POST ${v1}/me/leave`]: personal('membership'),

  [`GET ${v1}/tokens`]: does('tokens.own', 200, [], null, [probe('user id', false, ({ userId }) => ({ method: 'GET', path: `${v1}/tokens`, query: [['userId', userId]] }))]),
  [`POST ${v1}/tokens`]: does('tokens.own', 201, ['tokens'], () => ask('POST', '/tokens', { api: 'native', name: 'made', scopes: ['tokens.own'] }), [
    probe('user id in the body', false, ({ userId }) => ask('POST', '/tokens', { api: 'native', name: 'made', scopes: ['tokens.own'], userId: n(userId) })),
  ]),
  [`DELETE ${v1}/tokens/:id`]: does('tokens.all', 404, [], () => ask('DELETE', `/tokens/${nobodys}`), [probe('token id', false, ({ tokenId }) => ask('DELETE', `/tokens/${tokenId}`))]),
  [`GET ${v1}/apis`]: reads(null, () => ask('GET', '/apis'), [], 'the same for everybody'),

  [`GET ${v1}/audit`]: reads('audit.read', () => ask('GET', '/audit'), [probe('user id', false, ({ userId }) => ({ method: 'GET', path: `${v1}/audit`, query: [['actorUserId', userId]] }))]),
  [`GET ${v1}/audit/export`]: reads('audit.read', () => ask('GET', '/audit/export'), [probe('user id', false, ({ userId }) => ({ method: 'GET', path: `${v1}/audit/export`, query: [['actorUserId', userId]] }))]),

  [`GET ${v1}/imports`]: reads('imports.run', () => ask('GET', '/imports'), [], 'lists the account\'s'),
  [`GET ${v1}/imports/:id`]: reads('imports.run', ({ importId }) => ask('GET', `/imports/${importId}`), [probe('import id', true, ({ importId }) => ask('GET', `/imports/${importId}`))]),
  [`POST ${v1}/imports`]: does('imports.run', 404, [], ({ channelId }) => ask('POST', '/imports', { uploadId: nobodys, channelId: n(channelId) }), [
    probe('channel id in the body', false, ({ channelId }) => ask('POST', '/imports', { uploadId: nobodys, channelId: n(channelId) })),
  ]),
  [`POST ${v1}/imports/:id/undo`]: does('imports.run', 404, [], () => ask('POST', `/imports/${nobodys}/undo`), [probe('import id', true, ({ importId }) => ask('POST', `/imports/${importId}/undo`))]),
  [`GET ${v1}/quarantine`]: reads('imports.run', () => ask('GET', '/quarantine'), [], 'lists the account\'s'),
  [`GET ${v1}/quarantine/:id`]: reads('imports.run', ({ quarantineId }) => ask('GET', `/quarantine/${quarantineId}`), [probe('mail id', true, ({ quarantineId }) => ask('GET', `/quarantine/${quarantineId}`))]),
  [`POST ${v1}/quarantine/:id/retry`]: does('imports.run', 404, [], () => ask('POST', `/quarantine/${nobodys}/retry`), [probe('mail id', false, ({ quarantineId }) => ask('POST', `/quarantine/${quarantineId}/retry`))]),
  [`GET ${v1}/quarantine/:id/raw`]: reads('imports.run', ({ quarantineId }) => ask('GET', `/quarantine/${quarantineId}/raw`), [probe('mail id', true, ({ quarantineId }) => ask('GET', `/quarantine/${quarantineId}/raw`))]),
};
