import { crmCases } from './crm-cases.ts';
import { ccaiCases } from './ccai-cases.ts';
import { nativeAccountCases } from './native-account-cases.ts';
import { nativeAutomationCases } from './native-automation-cases.ts';
import { nativeRestCases } from './native-rest-cases.ts';
import { nativeDeskCases } from './native-desk-cases.ts';
import { nativeFilterCases } from './native-filter-cases.ts';
import { nativeFigureCases } from './native-figure-cases.ts';
import { nativeFloorCases } from './native-floor-cases.ts';
import { nativeInteractionCases } from './native-interaction-cases.ts';
import { helpCentreCases, nativeKnowledgeCases } from './native-knowledge-cases.ts';
import { nativeLineCases } from './native-line-cases.ts';
import { nativeLiveCases } from './native-live-cases.ts';
import { nativeNotificationCases } from './native-notification-cases.ts';
import { nativePresenceCases } from './native-presence-cases.ts';
import { nativeQueueHoursCases } from './native-queue-hours-cases.ts';
import { nativeQueueCases } from './native-queue-cases.ts';
import { nativeSiteCases } from './native-site-cases.ts';
import { nativeSettingsCases } from './native-settings-cases.ts';
import { nativeWallboardCases } from './native-wallboard-cases.ts';
import { entityCases } from './entity-cases.ts';
import { hooksCases } from './hooks-cases.ts';
import { chatCases } from './chat-cases.ts';
import { consoleCases } from './console-cases.ts';
import { nimchatCases } from './nimchat-cases.ts';
import { nativeMailboxCases } from './native-mailbox-cases.ts';
import { timetoreplyMailboxCases } from './timetoreply-mailbox-cases.ts';
import { timetoreplyCases } from './timetoreply-cases.ts';
import { timetoreplyFilterCases } from './timetoreply-filter-cases.ts';
import { nimchatReportCases } from './nimchat-report-cases.ts';
import { platformCases } from './platform-cases.ts';
import { reportCases, timetoreplyReportCases } from './report-cases.ts';
import { logProbes } from './log-probes.ts';
import type { Probe, RouteCase, RouteCases } from './route-case.ts';
import type { Question } from './rig.ts';
import { randomThings, type Things } from './things.ts';

const logs = '/api/logs';
const goalsPath = '/api/tools/settings/reply-time-goals';
const closing = `${logs}/conversations/mark-closed`;
export const goals = { first_reply_time_goal: 1_800, overall_reply_time_goal: 1_800, time_to_close_goal: 3_600, first_reply_time_goal_bands: [60, 120], overall_reply_time_goal_bands: [], time_to_close_goal_bands: [] };

const get = (path: string, ...query: (readonly [string, string])[]): Question => ({ method: 'GET', path, query });
const close = (...ids: readonly unknown[]): Question => ({ method: 'POST', path: closing, json: { ids } });

const report = (path: string, extra: readonly (readonly [string, string])[] = []): RouteCase => ({
  door: 'token', needs: 'reports.read', status: 200, writes: [], good: () => get(path, ...extra), probes: logProbes(path, extra),
});
const reads = (needs: RouteCase['needs'], good: (things: Things) => Question, probes: readonly Probe[], namesNothing?: string): RouteCase => (
  { door: 'token', needs, status: 200, writes: [], good, probes, ...(namesNothing === undefined ? {} : { namesNothing }) });
const page = (more: Partial<RouteCase>): RouteCase => ({ door: 'open', needs: null, status: 200, writes: [], good: null, probes: [], ...more });

/** Every route of the server. A new one gets its line here, or the tenant matrix fails. */
export const cases: RouteCases = {
  ...chatCases,
  ...nativeSiteCases,
  ...nativeFigureCases,
  [`GET ${logs}/conversations`]: report(`${logs}/conversations`),
  [`GET ${logs}/messages`]: report(`${logs}/messages`),
  [`GET ${logs}/stat-breakdown`]: {
    ...report(`${logs}/stat-breakdown`, [['stat', 'threads.total']]),
    probes: [
      ...logProbes(`${logs}/stat-breakdown`, [['stat', 'messages.count']]),
      { about: 'a label\'s figure', isTelling: true, ask: ({ label }) => get(`${logs}/stat-breakdown`, ['stat', `threads.labels.list.${label}`]) },
    ],
  },
  [`GET ${logs}/conversations/get-by-subject-or-email`]: reads('reports.read', ({ customer }) => get(`${logs}/conversations/get-by-subject-or-email`, ['search', customer]), [
    { about: 'subject', isTelling: true, ask: ({ subject }) => get(`${logs}/conversations/get-by-subject-or-email`, ['search', subject]) },
    { about: 'customer', isTelling: true, ask: ({ customer }) => get(`${logs}/conversations/get-by-subject-or-email`, ['search', customer]) },
    { about: 'agent', isTelling: true, ask: ({ agentAddress }) => get(`${logs}/conversations/get-by-subject-or-email`, ['search', agentAddress]) },
    { about: 'mailbox', isTelling: true, ask: ({ channelAddress }) => get(`${logs}/conversations/get-by-subject-or-email`, ['search', channelAddress]) },
    { about: 'conversation id', isTelling: false, ask: ({ conversationId }) => get(`${logs}/conversations/get-by-subject-or-email`, ['search', conversationId]) },
  ]),
  [`GET ${logs}/conversations/get-by-internet-message-id`]: reads('reports.read', ({ mailId }) => get(`${logs}/conversations/get-by-internet-message-id`, ['internet_message_id', mailId]), [
    { about: 'message id', isTelling: true, ask: ({ mailId }) => get(`${logs}/conversations/get-by-internet-message-id`, ['internet_message_id', mailId]) },
    { about: 'message id in brackets', isTelling: true, ask: ({ mailId }) => get(`${logs}/conversations/get-by-internet-message-id`, ['internet_message_id', `<${mailId}>`]) },
    { about: 'conversation id', isTelling: false, ask: ({ conversationId }) => get(`${logs}/conversations/get-by-internet-message-id`, ['internet_message_id', conversationId]) },
  ]),
  [`POST ${closing}`]: {
    door: 'token', needs: 'conversations.close', status: 200, writes: ['conversations', 'events'], good: ({ conversationId }) => close(Number(conversationId)),
    probes: [
      { about: 'a closed conversation', isTelling: true, ask: ({ closedId }) => close(Number(closedId)) },
      { about: 'both in a list', isTelling: true, ask: ({ conversationId, closedId }) => close(Number(conversationId), Number(closedId)) },
      { about: 'a form', isTelling: true, ask: ({ closedId }) => ({ method: 'POST', path: closing, form: [['ids[]', closedId]] }) },
      { about: 'an id as text', isTelling: true, ask: ({ closedId }) => close(closedId) },
      { about: 'a list with unknown ids', isTelling: true, ask: (things) => close(...[...Array.from({ length: 9 }, () => randomThings(things).closedId), things.closedId].map(Number)) },
      { about: 'an agent\'s id', isTelling: false, ask: ({ agentId }) => close(Number(agentId)) },
    ],
  },
  [`GET ${goalsPath}`]: reads('settings.read', () => get(goalsPath), [], 'takes no parameter'),
  [`PATCH ${goalsPath}`]: {
    door: 'token', needs: 'settings.write', status: 200, writes: ['setting_versions', 'audit_log', 'events'], good: () => ({ method: 'PATCH', path: goalsPath, json: goals }),
    probes: [{ about: 'account id in the body', isTelling: false, ask: ({ accountId }) => ({ method: 'PATCH', path: goalsPath, json: { ...goals, account_id: Number(accountId), id: Number(accountId) } }) }],
  },

  ...timetoreplyCases,
  ...crmCases,
  ...timetoreplyFilterCases,
  ...timetoreplyMailboxCases,
  ...entityCases,
  ...consoleCases,
  ...nativeAccountCases,
  ...nativeAutomationCases,
  ...nativeDeskCases,
  ...nativeFilterCases,
  ...nativeFloorCases,
  ...nativeInteractionCases,
  ...nativeLineCases,
  ...nativeLiveCases,
  ...nativeNotificationCases,
  ...nativeRestCases,
  ...nativePresenceCases,
  ...nativeSettingsCases,
  ...nativeWallboardCases,
  ...nativeQueueCases,
  ...nativeQueueHoursCases,
  ...hooksCases,
  ...timetoreplyReportCases, // before native's: its deletions take them away
  ...nativeMailboxCases,
  ...reportCases,
  ...nativeKnowledgeCases,
  ...helpCentreCases,
  ...ccaiCases,
  ...nimchatReportCases,
  ...nimchatCases, // last of the APIs: it ends with questions after which things are gone
  ...platformCases,
  'GET /': page({ door: 'session', good: () => get('/'), namesNothing: 'shows the account of the session' }),
  'GET /login': page({ good: () => get('/login'), namesNothing: 'a form' }),
  'POST /login': page({
    probes: [{ about: 'e-mail', isTelling: false, ask: ({ ownerEmail }) => ({ method: 'POST', path: '/login', form: [['email', ownerEmail], ['password', 'wrong-password-here']] }) }],
  }),
  'POST /logout': page({ namesNothing: 'ends the session that the browser holds' }),
  'POST /tokens': page({
    door: 'session', needs: 'tokens.own', status: 200, writes: ['tokens', 'audit_log'], good: () => ({ method: 'POST', path: '/tokens', form: [['dialect', 'timetoreply'], ['name', 'made']] }),
    probes: [{
      about: 'account and user in the form', isTelling: false,
      ask: ({ accountId, tokenId }) => ({ method: 'POST', path: '/tokens', form: [['dialect', 'unknown-api'], ['name', 'made'], ['account_id', accountId], ['user_id', accountId], ['id', tokenId]] }),
    }],
  }),
  'POST /tokens/:id/revoke': page({
    door: 'session', probes: [
      { about: 'token id', isTelling: true, ask: ({ tokenId }) => ({ method: 'POST', path: `/tokens/${tokenId}/revoke`, form: [] }) },
    ],
  }),
  'POST /demo': page({ door: 'session', needs: 'account.write', namesNothing: 'starts the demo in an account of its own' }),
  'GET /claim/:secret': page({ status: 410, good: () => get('/claim/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'), namesNothing: 'a one-time secret of a server without accounts' }),
  'POST /claim/:secret': page({ namesNothing: 'a one-time secret of a server without accounts' }),
  'GET /healthz': page({ good: () => get('/healthz'), namesNothing: 'takes no parameter' }),
  'GET /readyz': page({ good: () => get('/readyz'), namesNothing: 'takes no parameter' }),
  'GET /openapi': page({ good: () => get('/openapi'), namesNothing: 'the same for everybody' }),
  'GET /asyncapi/live.json': page({ good: () => get('/asyncapi/live.json'), namesNothing: 'the same for everybody' }),
  'GET /asyncapi/cable.json': page({ good: () => get('/asyncapi/cable.json'), namesNothing: 'the same for everybody' }),
  'GET /openapi/nimchat.json': page({ good: () => get('/openapi/nimchat.json'), namesNothing: 'the same for everybody' }),
  'GET /openapi/ccai.json': page({ good: () => get('/openapi/ccai.json'), namesNothing: 'the same for everybody' }),
  'GET /openapi/timetoreply.json': page({ good: () => get('/openapi/timetoreply.json'), namesNothing: 'the same for everybody' }),
};
