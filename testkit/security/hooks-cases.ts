import type { RouteCase, RouteCases } from './route-case.ts';
import type { Question } from './rig.ts';
import type { Things } from './things.ts';
import { route } from './nimchat-cases.ts';

const v1 = '/native/v1';
type Ask = (things: Things) => Question;
const get = (path: string, ...query: (readonly [string, string])[]): Question => ({ method: 'GET', path: `${v1}${path}`, query });
const ask = (method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, json?: unknown): Question => ({ method, path: `${v1}${path}`, ...(json === undefined ? {} : { json }) });
const reads = (needs: RouteCase['needs'], good: Ask, about?: string): RouteCase => ({
  door: 'token', needs, status: 200, writes: [], good, ...(about === undefined ? { probes: [], namesNothing: 'lists the account\'s' } : { probes: [{ about, isTelling: true, ask: good }] }),
});
const changes = (needs: RouteCase['needs'], status: number, writes: readonly string[], good: Ask, about: string, more: Partial<RouteCase> = {}): RouteCase => ({ door: 'token', needs, status, writes, good, probes: [{ about, isTelling: true, ask: good }], ...more });
/** Of what is not there: for whoever may delete, 404. */
const deletes = (needs: RouteCase['needs'], good: Ask, about: string, probe: Ask): RouteCase => ({ door: 'token', needs, status: 404, writes: [], good, probes: [{ about, isTelling: true, ask: probe }] });
const hook = ['webhooks', 'events', 'audit_log'] as const;
const span = { from: '2024-01-01T00:00:00Z', to: '2024-01-02T00:00:00Z' };
let count = 0;

/** Webhooks, bots and integrations: dialects/native/operations-hooks.ts, and nimchat's. */
export const hooksCases: RouteCases = {
  [`GET ${v1}/webhooks`]: reads('settings.write', () => get('/webhooks')),
  [`GET ${v1}/webhooks/:id`]: reads('settings.write', ({ webhookId }) => get(`/webhooks/${webhookId}`), 'webhook id'),
  [`POST ${v1}/webhooks`]: changes('settings.write', 201, hook, ({ channelId }) => ask('POST', '/webhooks', { url: 'https://made.test/x', topics: ['contact.deleted'], channelId: Number(channelId) }), 'channel'),
  [`PATCH ${v1}/webhooks/:id`]: changes('settings.write', 200, [...hook, 'jobs'], ({ webhookId }) => ask('PATCH', `/webhooks/${webhookId}`, { name: `n${(count += 1)}` }), 'webhook id'),
  [`POST ${v1}/webhooks/:id/secret`]: changes('settings.write', 200, hook, ({ webhookId }) => ask('POST', `/webhooks/${webhookId}/secret`, {}), 'webhook id'),
  [`POST ${v1}/webhooks/:id/test`]: { door: 'token', needs: 'settings.write', status: 200, writes: [], good: null, probes: [{ about: 'webhook id', isTelling: false, ask: ({ webhookId }) => ask('POST', `/webhooks/${webhookId}/test`) }] },
  [`GET ${v1}/webhooks/:id/deliveries`]: reads('settings.write', ({ webhookId }) => get(`/webhooks/${webhookId}/deliveries`), 'webhook id'),
  [`GET ${v1}/webhooks/:id/deliveries/:deliveryId`]: {
    ...reads('settings.write', ({ webhookId, deliveryId }) => get(`/webhooks/${webhookId}/deliveries/${deliveryId}`), 'both'),
    probes: [{ about: 'both', isTelling: true, ask: ({ webhookId, deliveryId }) => get(`/webhooks/${webhookId}/deliveries/${deliveryId}`) }, { about: 'a delivery behind one\'s own webhook', isTelling: true, ask: ({ deliveryId }, own) => get(`/webhooks/${own.webhookId}/deliveries/${deliveryId}`) }],
  },
  [`POST ${v1}/webhooks/:id/deliveries/:deliveryId/replay`]: changes('settings.write', 202, ['webhook_deliveries', 'audit_log', 'jobs'], ({ webhookId, deliveryId }) => ask('POST', `/webhooks/${webhookId}/deliveries/${deliveryId}/replay`), 'both', { orElse: [409] }),
  [`POST ${v1}/webhooks/:id/replay`]: changes('settings.write', 202, ['audit_log', 'jobs'], ({ webhookId }) => ask('POST', `/webhooks/${webhookId}/replay`, span), 'webhook id'),

  [`GET ${v1}/bots`]: reads('channels.read', () => get('/bots')),
  [`GET ${v1}/bots/figures`]: reads('reports.read', () => get('/bots/figures', ['from', span.from], ['to', span.to])),
  [`POST ${v1}/bots`]: { door: 'token', needs: 'channels.write', status: 201, writes: ['bots', 'bot_tokens', ...hook], good: () => ask('POST', '/bots', { name: 'Made' }), probes: [], namesNothing: 'makes one of the own account' },
  [`PATCH ${v1}/bots/:id`]: changes('channels.write', 200, ['bots', 'events', 'audit_log'], ({ botId }) => ask('PATCH', `/bots/${botId}`, { description: `d${(count += 1)}` }), 'bot id'),
  [`GET ${v1}/bots/:id/token`]: reads('channels.write', ({ botId }) => get(`/bots/${botId}/token`), 'bot id'),
  [`POST ${v1}/bots/:id/token`]: changes('channels.write', 200, ['bots', 'bot_tokens', 'audit_log'], ({ botId }) => ask('POST', `/bots/${botId}/token`), 'bot id'),
  [`PUT ${v1}/channels/:id/bot`]: {
    ...changes('channels.write', 200, ['channels', ...hook], ({ apiChannelId, botId }) => ask('PUT', `/channels/${apiChannelId}/bot`, { botId: count++ % 2 === 0 ? Number(botId) : null }), 'both'),
    probes: [{ about: 'channel id', isTelling: true, ask: ({ apiChannelId }) => ask('PUT', `/channels/${apiChannelId}/bot`, { botId: null }) }, { about: 'bot on one\'s own channel', isTelling: true, ask: ({ botId }, own) => ask('PUT', `/channels/${own.apiChannelId}/bot`, { botId: Number(botId) }) }],
  },
  [`POST ${v1}/conversations/:id/draft-answer`]: { door: 'token', needs: 'conversations.read', needsAlso: ['conversations.reply'], status: 200, writes: [], good: null, probes: [{ about: 'conversation id', isTelling: false, ask: ({ conversationId }) => ask('POST', `/conversations/${conversationId}/draft-answer`) }] },

  [`GET ${v1}/integrations`]: reads('settings.write', () => get('/integrations')),
  [`POST ${v1}/integrations`]: changes('settings.write', 201, ['integrations', ...hook], ({ channelId }) => ask('POST', '/integrations', { app: 'chat-post', url: 'https://made.test/chat', channelId: Number(channelId) }), 'channel'),
  [`PATCH ${v1}/integrations/:id`]: changes('settings.write', 200, ['integrations', 'audit_log'], ({ integrationId }) => ask('PATCH', `/integrations/${integrationId}`, { model: `m${(count += 1)}` }), 'integration id'),
  [`POST ${v1}/integrations/:id/test`]: { door: 'token', needs: 'settings.write', status: 200, writes: [], good: null, probes: [{ about: 'integration id', isTelling: false, ask: ({ integrationId }) => ask('POST', `/integrations/${integrationId}/test`) }] },

  ...Object.fromEntries([
    route('GET', '/webhooks', { needs: 'settings.write' }),
    route('POST', '/webhooks', { needs: 'settings.write', writes: hook, body: () => ({ url: 'https://made.test/x', subscriptions: ['webwidget_triggered'] }) }),
    route('PATCH', '/webhooks/:webhook_id', { ids: { webhook_id: 'nimchatWebhookId' }, needs: 'settings.write', writes: hook, body: () => ({ name: `n${(count += 1)}` }) }),
    route('DELETE', '/webhooks/:webhook_id', { ids: { webhook_id: 'nimchatWebhookId' }, needs: 'settings.write', deletes: true }),
    route('GET', '/agent_bots', { needs: 'channels.read' }),
    route('GET', '/agent_bots/:id', { ids: { id: 'botId' }, needs: 'channels.read' }),
    route('POST', '/agent_bots', { needs: 'channels.write', writes: ['bots', 'bot_tokens', ...hook], body: () => ({ name: 'Made' }) }),
    route('PATCH', '/agent_bots/:id', { ids: { id: 'botId' }, needs: 'channels.write', writes: ['bots', 'events', 'audit_log'], body: () => ({ description: `d${(count += 1)}` }) }),
    route('GET', '/inboxes/:id/agent_bot', { ids: { id: 'apiChannelId' }, needs: 'channels.read' }),
    route('POST', '/inboxes/:id/set_agent_bot', {
      ids: { id: 'apiChannelId' }, needs: 'channels.write', writes: ['channels', ...hook], body: ({ botId }) => ({ agent_bot: count++ % 2 === 0 ? Number(botId) : null }), inside: [{ about: 'bot', body: ({ botId }) => ({ agent_bot: Number(botId) }) }],
    }),
    route('GET', '/integrations/apps', { needs: 'settings.write' }),
    route('POST', '/integrations/hooks', {
      needs: 'settings.write', writes: ['integrations', ...hook], body: ({ channelId }) => ({ app_id: 'slack', inbox_id: Number(channelId), settings: { webhook_url: 'https://made.test/x' } }),
      inside: [{ about: 'inbox', body: ({ channelId }) => ({ app_id: 'slack', inbox_id: Number(channelId), settings: { webhook_url: 'https://made.test/x' } }) }],
    }),
    route('PATCH', '/integrations/hooks/:hook_id', { ids: { hook_id: 'integrationId' }, needs: 'settings.write', writes: ['integrations', 'audit_log'], body: () => ({ settings: { model: `m${(count += 1)}` } }) }),
    route('DELETE', '/integrations/hooks/:hook_id', { ids: { hook_id: 'integrationId' }, needs: 'settings.write', deletes: true }),
    route('DELETE', '/agent_bots/:id', { ids: { id: 'botId' }, needs: 'channels.write', deletes: true }),
  ]),
  'POST /api/v1/accounts/:account_id/integrations/hooks/:hook_id/process_event': {
    door: 'token', needs: 'conversations.reply', needsAlso: ['conversations.read'], status: 200, writes: [], good: null,
    probes: [{ about: 'hook and conversation', isTelling: false, ask: ({ integrationId, conversationId }, own) => ({ method: 'POST', path: `/api/v1/accounts/${own.accountId}/integrations/hooks/${integrationId}/process_event`, json: { event: { name: 'reply_suggestion', data: { conversation_display_id: Number(conversationId) } } } }) }],
  },
  // last: after these the things are gone, where the account itself asks
  [`DELETE ${v1}/bots/:id`]: { // not telling: nimchat's has taken the bot away by then, by the same command
    door: 'token', needs: 'channels.write', status: 404, writes: [], good: () => ask('DELETE', '/bots/7000000'), probes: [{ about: 'bot id', isTelling: false, ask: ({ botId }) => ask('DELETE', `/bots/${botId}`) }],
  },
  [`DELETE ${v1}/integrations/:id`]: { // as with bots
    door: 'token', needs: 'settings.write', status: 404, writes: [], good: () => ask('DELETE', '/integrations/7000000'), probes: [{ about: 'integration id', isTelling: false, ask: ({ integrationId }) => ask('DELETE', `/integrations/${integrationId}`) }],
  },
  [`DELETE ${v1}/webhooks/:id`]: deletes('settings.write', () => ask('DELETE', '/webhooks/7000000'), 'webhook id', ({ webhookId }) => ask('DELETE', `/webhooks/${webhookId}`)),
};
