import type { Probe, RouteCase, RouteCases } from './route-case.ts';
import type { Question } from './rig.ts';
import type { Things } from './things.ts';

const v1 = '/native/v1';
const n = Number;
type Ask = (things: Things, own: Things) => Question;
const ask = (method: Question['method'], path: string, json?: unknown): Question => ({ method, path: `${v1}${path}`, ...(json === undefined ? {} : { json }) });
const probe = (about: string, isTelling: boolean, question: Ask): Probe => ({ about, isTelling, ask: question });
const does = (needs: RouteCase['needs'], status: number, writes: readonly string[], good: RouteCase['good'], probes: readonly Probe[], more: Partial<RouteCase> = {}): RouteCase => (
  { door: 'token', needs, status, writes, good, probes, ...more });

/** The first call to a number makes its channel. */
const made = ['interactions', 'interaction_parties', 'interaction_spans', 'interaction_refs', 'conversations', 'channels', 'events', 'queue_entries', 'routing_timers', 'control_commands', 'contacts', 'contact_points', 'channel_addresses', 'audit_log'];
const changed = ['interactions', 'interaction_parties', 'interaction_spans', 'interaction_dispositions', 'conversations', 'events', 'control_commands'];
let nth = 0;
/** A new name each time: one that was told before makes nothing. */
function ref(): string {
  nth += 1;
  return `matrix-${nth}`;
}

const lines = (kind: 'call' | 'chat', idOf: (things: Things) => string, controlOf: (things: Things) => string): RouteCases => ({
  [`POST ${v1}/${kind}s`]: does('work.supervise', 201, made, () => ask('POST', `/${kind}s`, { providerRef: ref(), to: '+4930555' }), [
    probe('contact', true, ({ contactId }) => ask('POST', `/${kind}s`, { providerRef: ref(), to: '+4930555', contactId: n(contactId) })),
    probe('queue', kind === 'call', ({ queueId }) => ask('POST', `/${kind}s`, { providerRef: 'matrix-queue', to: '+4930555', queueId: n(queueId) })),
    probe('menu', kind === 'call', ({ menuId }) => ask('POST', `/${kind}s`, { providerRef: 'matrix-menu', to: '+4930555', menuId: n(menuId) })),
  ]),
  [`POST ${v1}/${kind}s/:id/events`]: does('work.supervise', 200, changed, (things) => ask('POST', `/${kind}s/${idOf(things)}/events`, { event: 'rated', rating: 4 }), [
    probe(`${kind} id`, true, (things) => ask('POST', `/${kind}s/${idOf(things)}/events`, { event: 'rated', rating: 2 })),
    probe('queue in the body', false, ({ queueId }, own) => ask('POST', `/${kind}s/${idOf(own)}/events`, { event: 'menu', queueId: n(queueId) })),
    probe('menu in the body', false, ({ menuId }, own) => ask('POST', `/${kind}s/${idOf(own)}/events`, { event: 'menu', menuId: n(menuId) })),
    probe('agent in the body', false, ({ agentId }, own) => ask('POST', `/${kind}s/${idOf(own)}/events`, { event: 'hang-up', agentId: n(agentId) })),
  ]),
  [`POST ${v1}/${kind}s/:id/actions`]: does('work.supervise', 200, changed, (things) => ask('POST', `/${kind}s/${idOf(things)}/actions`, { action: 'dispose', agentId: n(things.agentId), code: 'solved' }), [
    probe(`${kind} id`, true, (things, own) => ask('POST', `/${kind}s/${idOf(things)}/actions`, { action: 'verify', agentId: n(own.agentId), isVerified: true })),
    probe('agent in the body', false, ({ agentId }, own) => ask('POST', `/${kind}s/${idOf(own)}/actions`, { action: 'wrap-up-done', agentId: n(agentId) })),
    probe('to an agent', false, ({ agentId }, own) => ask('POST', `/${kind}s/${idOf(own)}/actions`, { action: 'transfer', agentId: n(own.agentId), toAgentId: n(agentId) })),
    probe('to a queue', false, ({ queueId }, own) => ask('POST', `/${kind}s/${idOf(own)}/actions`, { action: 'transfer', agentId: n(own.agentId), toQueueId: n(queueId) })),
  ]),
  [`GET ${v1}/${kind}s/control`]: does('work.supervise', 200, ['control_commands', 'control_heads'], () => ask('GET', `/${kind}s/control`), [], { namesNothing: 'a position in the account\'s own stream' }),
  [`POST ${v1}/${kind}s/control/:id`]: does('work.supervise', 204, ['control_commands'], (things) => ask('POST', `/${kind}s/control/${controlOf(things)}`, { outcome: 'done' }), [
    probe('command id', false, (things) => ask('POST', `/${kind}s/control/${controlOf(things)}`, { outcome: 'failed' })),
  ]),
});

/** Calls, chats, offers: dialects/native/operations-lines.ts. */
export const nativeLineCases: RouteCases = {
  ...lines('call', ({ callId }) => callId, ({ callControlId }) => callControlId),
  ...lines('chat', ({ chatId }) => chatId, ({ chatControlId }) => chatControlId),
  [`POST ${v1}/calls/dial`]: does('work.handle', 201, [], null, [probe('contact', false, ({ contactId }) => ask('POST', '/calls/dial', { to: '+4930555', contactId: n(contactId) }))]),
  [`GET ${v1}/offers`]: does('queues.read', 200, [], ({ callId }) => ask('GET', `/offers?interactionId=${callId}`), [
    probe('call id', true, ({ callId }) => ({ method: 'GET', path: `${v1}/offers`, query: [['interactionId', callId]] })),
    probe('agent id', true, ({ agentId }) => ({ method: 'GET', path: `${v1}/offers`, query: [['agentId', agentId]] })),
  ]),
  [`POST ${v1}/offers/:id/answer`]: does('work.supervise', 200, [], ({ offerId }) => ask('POST', `/offers/${offerId}/answer`, { answer: 'reject' }), [
    probe('offer id', false, ({ offerId }) => ask('POST', `/offers/${offerId}/answer`, { answer: 'pick-up' })),
  ]),
  [`GET ${v1}/routing-settings`]: does('queues.read', 200, [], () => ask('GET', '/routing-settings'), [], { namesNothing: 'the account\'s' }),
  [`PATCH ${v1}/routing-settings`]: does('queues.write', 200, ['routing_settings', 'audit_log'], () => ask('PATCH', '/routing-settings', { connectSeconds: 50 }), [], { namesNothing: 'the account\'s' }),
};
