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
const open = (namesNothing: string, more: Partial<RouteCase> = {}): RouteCase => ({ door: 'open', needs: null, status: 200, writes: [], good: null, probes: [], namesNothing, ...more });
/** Nobody has it: the matrix keeps its things, and whoever may not is told so before. */
const nobodys = 999_999;
const hours = { zone: 'UTC', hours: { mon: [['09:00', '17:00']] } };
const contactTables = ['contacts', 'contact_points', 'contact_sources', 'conversations', 'attribute_values', 'events'];

/** Own addresses, hours of a channel, contacts that become one, ways to sign in. */
export const nativeAccountCases: RouteCases = {
  [`GET ${v1}/session/ways`]: open('the same for everybody', { good: () => ask('GET', '/session/ways') }),
  [`POST ${v1}/password-resets`]: open('the answer is the same for everybody', { status: 204, probes: [probe('an owner\'s address', false, ({ ownerEmail }) => ask('POST', '/password-resets', { email: ownerEmail }))] }),
  [`POST ${v1}/password-resets/look-up`]: open('a one-time secret'),
  [`POST ${v1}/password-resets/use`]: open('a one-time secret'),

  [`POST ${v1}/me/two-factor/recovery-codes`]: { door: 'token', needs: null, status: 403, writes: [], good: null, probes: [], namesNothing: 'concerns the caller\'s own second factor' },
  [`GET ${v1}/me/addresses`]: reads(null, () => ask('GET', '/me/addresses'), [], 'tells of the caller'),
  [`POST ${v1}/me/addresses`]: { door: 'token', needs: null, status: 201, writes: [], good: null, probes: [], namesNothing: 'keeps a wish of the caller in the own account; of no effect' },
  [`GET ${v1}/address-requests`]: reads('people.read', () => ask('GET', '/address-requests'), [], 'lists the account\'s'),
  [`POST ${v1}/address-requests/:id/agree`]: does('people.write', 404, [], () => ask('POST', `/address-requests/${nobodys}/agree`), [probe('request id', false, ({ agentId }) => ask('POST', `/address-requests/${agentId}/agree`))]),
  [`DELETE ${v1}/address-requests/:id`]: does('people.write', 404, [], null, [probe('request id', false, ({ agentId }) => ask('DELETE', `/address-requests/${agentId}`))]),

  [`POST ${v1}/calendars/due`]: does('calendars.read', 200, [], () => ask('POST', '/calendars/due', { calendar: hours }), [probe('channel id', true, ({ channelId }) => ask('POST', '/calendars/due', { channelId: n(channelId), at: '2026-01-05T09:00:00Z' }))], { isReading: true }),
  [`GET ${v1}/channels/:id/withheld-replies`]: { ...reads('channels.read', ({ channelId }) => ask('GET', `/channels/${channelId}/withheld-replies`), [probe('channel id', true, ({ channelId }) => ask('GET', `/channels/${channelId}/withheld-replies`))]), needsAlso: ['conversations.read'] },

  [`POST ${v1}/companies`]: does('contacts.write', 201, ['companies'], () => ask('POST', '/companies', { name: 'Made' }), [], { namesNothing: 'makes one in the own account' }),
  [`POST ${v1}/contacts/:id/points/:pointId/main`]: does('contacts.write', 200, contactTables, ({ contactId, pointId }) => ask('POST', `/contacts/${contactId}/points/${pointId}/main`), [
    probe('contact and point', false, ({ contactId, pointId }) => ask('POST', `/contacts/${contactId}/points/${pointId}/main`)),
  ], { needsAlso: ['contacts.read'], orElse: [404] }),
  [`POST ${v1}/contacts/:id/merge/preview`]: does('contacts.write', 404, [], ({ contactId }) => ask('POST', `/contacts/${contactId}/merge/preview`, { into: nobodys }), [
    probe('both contacts', false, ({ contactId }) => ask('POST', `/contacts/${contactId}/merge/preview`, { into: nobodys })), probe('the one that stays', false, ({ contactId }) => ask('POST', `/contacts/${nobodys}/merge/preview`, { into: n(contactId) })),
  ]),
  [`POST ${v1}/contacts/:id/merge`]: does('contacts.write', 404, [], ({ contactId }) => ask('POST', `/contacts/${contactId}/merge`, { into: nobodys }), [
    probe('the one that goes', false, ({ contactId }) => ask('POST', `/contacts/${contactId}/merge`, { into: nobodys })), probe('the one that stays', false, ({ contactId }) => ask('POST', `/contacts/${nobodys}/merge`, { into: n(contactId) })),
  ]),
  [`POST ${v1}/contacts/:id/erase`]: does('contacts.delete', 404, [], () => ask('POST', `/contacts/${nobodys}/erase`), [probe('contact id', false, ({ contactId }) => ask('POST', `/contacts/${contactId}/erase`))], { needsAlso: ['conversations.delete'] }),
  [`POST ${v1}/contacts/:id/unmerge`]: does('contacts.write', 404, [], ({ contactId }) => ask('POST', `/contacts/${contactId}/unmerge`), [probe('contact id', false, ({ contactId }) => ask('POST', `/contacts/${contactId}/unmerge`))]),
};
