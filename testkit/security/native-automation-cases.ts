import type { Question } from './rig.ts';
import type { RouteCase, RouteCases } from './route-case.ts';
import type { Things } from './things.ts';

const v1 = '/native/v1';
const ask = (method: Question['method'], path: string, json?: unknown, query?: Question['query']): Question => ({ method, path: `${v1}${path}`, ...(json === undefined ? {} : { json }), ...(query === undefined ? {} : { query }) });
let count = 0;
const fresh = (): string => `made ${(count += 1)}`;
const ruleOf = (action: unknown, conditions: readonly unknown[] = []) => ({ name: fresh(), event: 'conversation-created', isActive: false, conditions, actions: [action] });
const resolve = { kind: 'resolve' };
const year = [['from', '2024-01-01T00:00:00Z'], ['to', '2024-12-30T00:00:00Z']] as const;
const reads = (needs: RouteCase['needs'], good: (things: Things) => Question, more: Partial<RouteCase> = {}): RouteCase => ({ door: 'token', needs, status: 200, writes: [], good, probes: [], ...more });
const rules = ['automation_rules', 'audit_log'];

/** Rules, macros, ratings, why somebody was given a conversation. */
export const nativeAutomationCases: RouteCases = {
  [`GET ${v1}/rules`]: reads('settings.read', () => ask('GET', '/rules'), { namesNothing: 'shows the own account\'s' }),
  [`GET ${v1}/rules/vocabulary`]: reads('settings.read', () => ask('GET', '/rules/vocabulary'), { namesNothing: 'shows the own account\'s' }),
  [`GET ${v1}/rules/webhook-secret`]: reads('settings.write', () => ask('GET', '/rules/webhook-secret'), { namesNothing: 'is the own account\'s' }),
  [`GET ${v1}/rules/:id`]: reads('settings.read', ({ ruleId }) => ask('GET', `/rules/${ruleId}`), { probes: [{ about: 'rule id', isTelling: true, ask: ({ ruleId }) => ask('GET', `/rules/${ruleId}`) }] }),
  [`POST ${v1}/rules`]: {
    door: 'token', needs: 'settings.write', status: 201, writes: rules, good: () => ask('POST', '/rules', ruleOf(resolve)), probes: [
      { about: 'agent', isTelling: true, ask: ({ agentId }) => ask('POST', '/rules', ruleOf({ kind: 'assign-agent', agentId: Number(agentId) })) },
      { about: 'team', isTelling: true, ask: ({ teamId }) => ask('POST', '/rules', ruleOf({ kind: 'email-team', teamIds: [Number(teamId)], text: 'x' })) },
      { about: 'label', isTelling: true, ask: ({ labelId }) => ask('POST', '/rules', ruleOf({ kind: 'add-labels', labelIds: [Number(labelId)] })) },
      { about: 'channel in a condition', isTelling: true, ask: ({ channelId }) => ask('POST', '/rules', ruleOf(resolve, [{ field: 'channel', compare: 'equal', values: [Number(channelId)], joint: null }])) },
      { about: 'attribute in a condition', isTelling: true, ask: ({ attributeId }) => ask('POST', '/rules', ruleOf(resolve, [{ field: { attributeId: Number(attributeId) }, compare: 'present', values: [], joint: null }])) },
    ],
  },
  [`PUT ${v1}/rules/order`]: { door: 'token', needs: 'settings.write', status: 422, writes: [], good: () => ask('PUT', '/rules/order', { ids: [] }), probes: [{ about: 'rule id', isTelling: false, ask: ({ ruleId }) => ask('PUT', '/rules/order', { ids: [Number(ruleId)] }) }] },
  [`POST ${v1}/rules/dry-run`]: reads('settings.write', () => ask('POST', '/rules/dry-run', { rule: ruleOf(resolve) }), {
    needsAlso: ['conversations.read'], isReading: true, probes: [{ about: 'channel', isTelling: true, ask: ({ channelId }) => ask('POST', '/rules/dry-run', { rule: ruleOf(resolve, [{ field: 'channel', compare: 'equal', values: [Number(channelId)], joint: null }]) }) }],
  }),
  [`PATCH ${v1}/rules/:id`]: { door: 'token', needs: 'settings.write', status: 200, writes: rules, good: ({ ruleId }) => ask('PATCH', `/rules/${ruleId}`, { description: fresh() }), probes: [{ about: 'rule id', isTelling: true, ask: ({ ruleId }) => ask('PATCH', `/rules/${ruleId}`, { description: fresh() }) }] },
  [`DELETE ${v1}/rules/:id`]: { door: 'token', needs: 'settings.write', status: 404, writes: [], good: () => ask('DELETE', '/rules/7777777'), probes: [{ about: 'rule id', isTelling: false, ask: (things, own) => ask('DELETE', `/rules/${things === own ? 7_777_777 : things.ruleId}`) }] },
  [`GET ${v1}/rule-runs`]: reads('settings.read', () => ask('GET', '/rule-runs'), { needsAlso: ['conversations.read'], probes: [{ about: 'conversation', isTelling: false, ask: ({ conversationId }) => ask('GET', '/rule-runs', undefined, [['conversationId', conversationId]]) }, { about: 'rule', isTelling: false, ask: ({ ruleId }) => ask('GET', '/rule-runs', undefined, [['ruleId', ruleId]]) }] }),
  [`GET ${v1}/rule-files`]: reads('settings.read', () => ask('GET', '/rule-files'), { namesNothing: 'shows the own account\'s' }),
  [`POST ${v1}/rule-files`]: { door: 'token', needs: 'settings.write', status: 404, writes: [], good: () => ask('POST', '/rule-files', { uploadId: 7_777_777 }), probes: [{ about: 'upload id', isTelling: false, ask: () => ask('POST', '/rule-files', { uploadId: 1 }) }] },

  [`GET ${v1}/macros`]: reads('conversations.read', () => ask('GET', '/macros'), { namesNothing: 'shows the own and the account\'s' }),
  [`POST ${v1}/macros`]: { door: 'token', needs: 'conversations.reply', status: 201, writes: ['macros', 'audit_log'], good: () => ask('POST', '/macros', { name: fresh(), actions: [resolve] }), probes: [
    { about: 'label', isTelling: true, ask: ({ labelId }) => ask('POST', '/macros', { name: fresh(), actions: [{ kind: 'add-labels', labelIds: [Number(labelId)] }] }) },
  ] },
  [`PATCH ${v1}/macros/:id`]: { door: 'token', needs: 'settings.write', needsAlso: ['conversations.reply', 'conversations.read'], status: 200, writes: ['macros', 'audit_log'], good: ({ macroId }) => ask('PATCH', `/macros/${macroId}`, { name: fresh() }), probes: [{ about: 'macro id', isTelling: true, ask: ({ macroId }) => ask('PATCH', `/macros/${macroId}`, { name: fresh() }) }] },
  [`DELETE ${v1}/macros/:id`]: { door: 'token', needs: 'conversations.read', status: 404, writes: [], good: () => ask('DELETE', '/macros/7777777'), probes: [{ about: 'macro id', isTelling: false, ask: (things, own) => ask('DELETE', `/macros/${things === own ? 7_777_777 : things.macroId}`) }] },
  [`POST ${v1}/macros/:id/run`]: { door: 'token', needs: 'conversations.read', status: 200, orElse: [404], writes: ['conversations', 'events'], good: ({ macroId, otherConversationId }) => ask('POST', `/macros/${macroId}/run`, { conversationIds: [Number(otherConversationId)] }), probes: [
    { about: 'macro id', isTelling: true, ask: ({ macroId }, own) => ask('POST', `/macros/${macroId}/run`, { conversationIds: [Number(own.otherConversationId)] }) },
    { about: 'conversation id', isTelling: true, ask: ({ otherConversationId }, own) => ask('POST', `/macros/${own.macroId}/run`, { conversationIds: [Number(otherConversationId)] }) },
  ] },

  [`GET ${v1}/ratings`]: reads('reports.read', () => ask('GET', '/ratings', undefined, year), { needsAlso: ['conversations.read'], probes: [{ about: 'channel', isTelling: false, ask: ({ channelId }) => ask('GET', '/ratings', undefined, [...year, ['channelId', channelId]]) }] }),
  [`GET ${v1}/ratings/report`]: reads('reports.read', () => ask('GET', '/ratings/report', undefined, year), { probes: [{ about: 'agent', isTelling: false, ask: ({ agentId }) => ask('GET', '/ratings/report', undefined, [...year, ['agentId', agentId]]) }] }),
  [`GET ${v1}/conversations/:id/ratings`]: reads('conversations.read', ({ conversationId }) => ask('GET', `/conversations/${conversationId}/ratings`), { probes: [{ about: 'conversation id', isTelling: false, ask: ({ conversationId }) => ask('GET', `/conversations/${conversationId}/ratings`) }] }),
  [`GET ${v1}/conversations/:id/assignment`]: reads('conversations.read', ({ conversationId }) => ask('GET', `/conversations/${conversationId}/assignment`), { probes: [{ about: 'conversation id', isTelling: true, ask: ({ conversationId }) => ask('GET', `/conversations/${conversationId}/assignment`) }] }),
  [`GET ${v1}/canned-responses/:id/filled`]: reads('conversations.read', ({ cannedResponseId, conversationId }) => ask('GET', `/canned-responses/${cannedResponseId}/filled`, undefined, [['conversationId', conversationId]]), { probes: [
    { about: 'canned response', isTelling: true, ask: ({ cannedResponseId }, own) => ask('GET', `/canned-responses/${cannedResponseId}/filled`, undefined, [['conversationId', own.conversationId]]) },
    { about: 'conversation', isTelling: true, ask: ({ conversationId }, own) => ask('GET', `/canned-responses/${own.cannedResponseId}/filled`, undefined, [['conversationId', conversationId]]) },
  ] }),
  // Its answer is made of a conversation that was asked: server/pages/survey.test.ts asks, as a stranger too.
  'GET /survey/responses/:uuid': { door: 'open', needs: null, status: 404, writes: [], good: () => ({ method: 'GET', path: '/survey/responses/00000000-0000-4000-8000-000000000000' }), probes: [], namesNothing: 'a uuid that nobody guesses stands for one conversation' },
  'POST /survey/responses/:uuid': { door: 'open', needs: null, status: 403, writes: [], good: null, probes: [], namesNothing: 'a form that the page gave this browser' },
};
