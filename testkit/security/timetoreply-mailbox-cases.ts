import type { Permission } from '#core/kernel/index.ts';
import type { Question } from './rig.ts';
import type { Probe, RouteCase, RouteCases } from './route-case.ts';
import type { Things } from './things.ts';

const agents = '/api/entities/agents';
type Ask = (things: Things) => Question;
const written = ['channels', 'channel_addresses', 'channel_members', 'agents', 'agent_addresses', 'calendars', 'calendar_versions', 'mailbox_invites', 'mailbox_accesses', 'mail_directories', 'events', 'audit_log', 'jobs', 'address_claims', 'rate_windows'] as const;

/** A change of a mailbox: its agent and its channel at once. */
const changes = (good: Ask | null, probes: readonly Probe[], more: Partial<RouteCase> = {}): RouteCase => ({ door: 'token', needs: 'channels.write', needsAlso: ['people.write'] as const satisfies readonly Permission[], status: 200, writes: written, good, probes, ...more });
const named = (about: string, ask: Ask): Probe => ({ about, isTelling: true, ask });

/** Nobody's access is set up in the matrix: whoever may ask is told so, and nothing outside is called. */
const noAccess = 'uses the own account\'s access to its mail service';
const asks = (status: number, question: Question): RouteCase => ({ door: 'token', needs: 'channels.write', needsAlso: [], status, writes: [], good: () => question, probes: [], namesNothing: noAccess });

/** Mailboxes of the timetoreply API. */
export const timetoreplyMailboxCases: RouteCases = {
  [`GET ${agents}`]: {
    door: 'token', needs: 'channels.read', needsAlso: ['people.read'], status: 200, writes: [], good: () => ({ method: 'GET', path: agents }),
    probes: [named('mailbox', ({ mailboxAddress }) => ({ method: 'GET', path: agents, query: [['search', mailboxAddress]] }))],
  },
  [`POST ${agents}/invite`]: changes(({ label, internalDomain }) => ({ method: 'POST', path: `${agents}/invite`, json: { name: `Guest ${label}`, type: 1, email: `new-${label.toLowerCase().replaceAll(/[^a-z]/g, '')}@${internalDomain}` } }), [], { namesNothing: 'invites an address' }),
  [`PATCH ${agents}/remind/:authentication_invite`]: changes(
    ({ mailboxInviteId }) => ({ method: 'PATCH', path: `${agents}/remind/${mailboxInviteId}` }), [named('invitation', ({ mailboxInviteId }) => ({ method: 'PATCH', path: `${agents}/remind/${mailboxInviteId}` }))], { needsAlso: [], orElse: [429, 404] }),
  [`DELETE ${agents}/invite/:authentication_invite`]: changes(
    null, [{ about: 'invitation', isTelling: false, ask: ({ mailboxInviteId }) => ({ method: 'DELETE', path: `${agents}/invite/${mailboxInviteId}` }) }], { needsAlso: [] }),
  [`POST ${agents}/it-help`]: { ...changes(null, [], { namesNothing: 'a technician outside' }), needsAlso: [] },
  [`PATCH ${agents}/:agent_id/imap`]: changes(null, [{ about: 'mailbox', isTelling: false, ask: ({ mailboxId }) => ({ method: 'PATCH', path: `${agents}/${mailboxId}/imap`, json: { host: '127.0.0.1', port: 1, encryption: 'ssl', username: 'x', password: 'x' } }) }]),
  [`GET ${agents}/:agent_id/re-auth`]: changes(({ mailboxId }) => ({ method: 'GET', path: `${agents}/${mailboxId}/re-auth` }), [{ about: 'mailbox', isTelling: false, ask: ({ mailboxId }) => ({ method: 'GET', path: `${agents}/${mailboxId}/re-auth` }) }]),
  [`PATCH ${agents}/:id/update`]: changes(
    ({ mailboxId, subject }) => ({ method: 'PATCH', path: `${agents}/${mailboxId}/update`, json: { name: `${subject} Box`, timeZone: 81 } }),
    [named('mailbox', ({ mailboxId, subject }) => ({ method: 'PATCH', path: `${agents}/${mailboxId}/update`, json: { name: `${subject} Other`, timeZone: 81 } }))]),
  [`DELETE ${agents}/:id`]: changes(null, [{ about: 'mailbox', isTelling: false, ask: ({ mailboxId }) => ({ method: 'DELETE', path: `${agents}/${mailboxId}` }) }]),
  [`GET ${agents}/search-all-company-mailboxes`]: {
    door: 'token', needs: 'channels.read', needsAlso: ['people.read'], status: 200, writes: [], good: () => ({ method: 'GET', path: `${agents}/search-all-company-mailboxes` }),
    probes: [named('mailbox', ({ mailboxAddress }) => ({ method: 'GET', path: `${agents}/search-all-company-mailboxes`, query: [['search', mailboxAddress]] }))],
  },
  [`GET ${agents}/microsoft/load-bulk-agents`]: asks(409, { method: 'GET', path: `${agents}/microsoft/load-bulk-agents` }),
  [`GET ${agents}/microsoft/search-bulk-agents`]: asks(409, { method: 'GET', path: `${agents}/microsoft/search-bulk-agents`, query: [['search', 'a']] }),
  [`GET ${agents}/gmail/load-bulk-agents`]: asks(409, { method: 'GET', path: `${agents}/gmail/load-bulk-agents` }),
  [`POST ${agents}/microsoft/select-bulk`]: changes(() => ({ method: 'POST', path: `${agents}/microsoft/select-bulk`, json: { users: [{ id: 'x', mail: 'x@nobody.test', name: 'x', userPrincipalName: 'x' }] } }), [], { status: 409, writes: [], namesNothing: noAccess }),
  [`POST ${agents}/gmail/select-bulk`]: changes(() => ({ method: 'POST', path: `${agents}/gmail/select-bulk`, json: { users: [{ email: 'x@nobody.test', name: 'x' }] } }), [], { status: 409, writes: [], namesNothing: noAccess }),
  [`GET ${agents}/mimecast/load-bulk-agents`]: asks(409, { method: 'GET', path: `${agents}/mimecast/load-bulk-agents` }),
  [`POST ${agents}/mimecast/search-agents`]: asks(409, { method: 'POST', path: `${agents}/mimecast/search-agents`, json: { search: 'a' } }),
  [`POST ${agents}/mimecast/force-sync-agents`]: asks(409, { method: 'POST', path: `${agents}/mimecast/force-sync-agents` }),
  [`POST ${agents}/mimecast/auth`]: asks(409, { method: 'POST', path: `${agents}/mimecast/auth`, json: { username: 'x@nobody.test', password: 'x' } }),
  [`POST ${agents}/mimecast/select-bulk`]: changes(() => ({ method: 'POST', path: `${agents}/mimecast/select-bulk`, json: { emails: ['x@nobody.test'] } }), [], { status: 409, writes: [], namesNothing: noAccess }),
  [`POST ${agents}/store-bulk-exchange`]: changes(({ label, internalDomain }) => ({ method: 'POST', path: `${agents}/store-bulk-exchange`, json: { service_account_email: `s@${internalDomain}`, service_account_password: 'x', emails: [`bulk-${label.toLowerCase().replaceAll(/[^a-z]/g, '')}@${internalDomain}`] } }), [], { namesNothing: 'adds addresses' }),
  [`PATCH ${agents}/:agent_id/ews`]: changes(null, [{ about: 'mailbox', isTelling: false, ask: ({ mailboxId }) => ({ method: 'PATCH', path: `${agents}/${mailboxId}/ews`, json: { host: '127.0.0.1:1/EWS/Exchange.asmx', version: 'Exchange2013', username: 'x', password: 'x' } }) }]),
  ['GET /native/v1/mail-directories']: { door: 'token', needs: 'channels.read', status: 200, writes: [], good: () => ({ method: 'GET', path: '/native/v1/mail-directories' }), probes: [], namesNothing: 'lists the account\'s' },
  ['PUT /native/v1/mail-directories/:protocol']: { door: 'token', needs: 'channels.write', status: 204, writes: ['mail_directories', 'audit_log'], good: () => ({ method: 'PUT', path: '/native/v1/mail-directories/ews', json: { settings: { url: 'https://mail.example.test/EWS/Exchange.asmx', version: 'Exchange2013', userName: 'x' }, secret: 'x' } }), probes: [], namesNothing: 'sets the account\'s own' },
  ['GET /native/v1/mail-directories/:protocol/people']: asks(409, { method: 'GET', path: '/native/v1/mail-directories/gmail/people' }),
  ['DELETE /native/v1/mail-directories/:protocol']: { door: 'token', needs: 'channels.write', status: 204, writes: ['mail_directories', 'audit_log'], good: () => ({ method: 'DELETE', path: '/native/v1/mail-directories/ews' }), probes: [], namesNothing: 'removes the account\'s own' },
  'GET /authenticate/:id': {
    door: 'open', needs: null, status: 410, writes: [], good: () => ({ method: 'GET', path: '/authenticate/1', query: [['expires', '1'], ['signature', 'x']] }),
    probes: [{ about: 'invitation without a signature', isTelling: false, ask: ({ mailboxInviteId }) => ({ method: 'GET', path: `/authenticate/${mailboxInviteId}`, query: [['expires', '9999999999'], ['signature', '0'.repeat(64)]] }) }],
  },
  'GET /authenticate/:id/consent': {
    door: 'open', needs: null, status: 410, writes: [], good: () => ({ method: 'GET', path: '/authenticate/1/consent', query: [['expires', '1'], ['signature', 'x']] }),
    probes: [{ about: 'invitation without a signature', isTelling: false, ask: ({ mailboxInviteId }) => ({ method: 'GET', path: `/authenticate/${mailboxInviteId}/consent`, query: [['expires', '9999999999'], ['signature', '0'.repeat(64)]] }) }],
  },
  'GET /authenticate/consent': { door: 'open', needs: null, status: 410, writes: [], good: () => ({ method: 'GET', path: '/authenticate/consent', query: [['state', 'x'.repeat(43)], ['code', 'x']] }), probes: [], namesNothing: 'a state that is sealed in this browser' },
  'POST /authenticate/:id': { door: 'open', needs: null, status: 403, writes: [], good: null, probes: [], namesNothing: 'a form that the page gave this browser' },
};
