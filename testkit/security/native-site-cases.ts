import type { Probe, RouteCase, RouteCases } from './route-case.ts';
import type { Question } from './rig.ts';
import type { Things } from './things.ts';

const v1 = '/native/v1';
const n = Number;
type Ask = (things: Things, own: Things) => Question;
const ask = (method: Question['method'], path: string, json?: unknown): Question => ({ method, path: `${v1}${path}`, ...(json === undefined ? {} : { json }) });
const probe = (about: string, isTelling: boolean, question: Ask): Probe => ({ about, isTelling, ask: question });
const writes = (status: number, tables: readonly string[], good: (things: Things) => Question, probes: readonly Probe[], more: Partial<RouteCase> = {}): RouteCase => (
  { door: 'token', needs: 'channels.write', status, writes: [...tables, 'events', 'audit_log'], good, probes, ...more });

/** Websites with the widget: dialects/native/operations-sites.ts. */
export const nativeSiteCases: RouteCases = {
  [`POST ${v1}/sites`]: writes(201, ['channels', 'sites', 'channel_doors'], () => ask('POST', '/sites', { name: 'Made' }), [], { namesNothing: 'a new one' }),
  [`GET ${v1}/sites/:id`]: { door: 'token', needs: 'channels.read', status: 200, writes: [], good: ({ siteId }) => ask('GET', `/sites/${siteId}`), probes: [probe('channel id', true, ({ siteId }) => ask('GET', `/sites/${siteId}`))] },
  [`PATCH ${v1}/sites/:id`]: writes(200, ['sites', 'channel_doors'], ({ siteId }) => ask('PATCH', `/sites/${siteId}`, { settings: { welcomeTitle: 'Hi' } }), [
    probe('channel id', true, ({ siteId }) => ask('PATCH', `/sites/${siteId}`, { settings: { welcomeTitle: 'Theirs' } })),
    probe('queue in the body', false, ({ queueId }, own) => ask('PATCH', `/sites/${own.siteId}`, { queueId: n(queueId) })),
    probe('mailbox in the body', false, ({ channelId }, own) => ask('PATCH', `/sites/${own.siteId}`, { replyChannelId: n(channelId) })),
  ]),
  [`POST ${v1}/channels/:id/identity-key`]: writes(200, ['channel_doors'], ({ siteId }) => ask('POST', `/channels/${siteId}/identity-key`, { renew: true }), [probe('channel id', true, ({ siteId }) => ask('POST', `/channels/${siteId}/identity-key`, { renew: true }))]),
  [`GET ${v1}/conversations/:id/chat`]: {
    door: 'token', needs: 'conversations.read', status: 200, writes: [], good: ({ conversationId }) => ask('GET', `/conversations/${conversationId}/chat`), probes: [probe('conversation id', true, ({ conversationId }) => ask('GET', `/conversations/${conversationId}/chat`))],
  },
};
