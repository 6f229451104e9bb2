import type { Question } from './rig.ts';
import type { Probe, RouteCase, RouteCases } from './route-case.ts';
import type { Things } from './things.ts';

const v1 = '/native/v1';
type Ask = (things: Things) => Question;
const get = (path: string, ...query: (readonly [string, string])[]): Question => ({ method: 'GET', path: `${v1}${path}`, query });

/** Whoever is named in a filter: ids, and what an account alone knows by its text. */
function partyProbes(path: string, ...extra: (readonly [string, string])[]): Probe[] {
  const parties: readonly [string, (things: Things) => string][] = [
    ['agent', ({ agentId }) => `agent:${agentId}`], ['team', ({ teamId }) => `team:${teamId}`], ['channel', ({ channelId }) => `channel:${channelId}`],
    ['contact group', ({ groupId }) => `group:${groupId}`], ['lead source', ({ leadSourceId }) => `lead-source:${leadSourceId}`], ['address', ({ customer }) => `contact:${customer}`], ['domain', ({ domain }) => `domain:${domain}`],
  ];
  return parties.map(([about, of]) => ({ about, isTelling: true, ask: (things) => get(path, ...extra, ['party', of(things)]) }));
}

function report(path: string, ...extra: (readonly [string, string])[]): RouteCase {
  return { door: 'token', needs: 'reports.read', status: 200, writes: [], good: () => get(path, ...extra), probes: partyProbes(path, ...extra) };
}

function waiting(path: string): RouteCase {
  const scopes: readonly [string, string, (things: Things) => string][] = [['agent id', 'agentId', ({ agentId }) => agentId], ['team id', 'teamId', ({ teamId }) => teamId], ['channel id', 'channelId', ({ channelId }) => channelId]];
  return { door: 'token', needs: 'reports.read', status: 200, writes: [], good: () => get(path), probes: scopes.map(([about, name, of]) => ({ about, isTelling: true, ask: (things) => get(path, [name, of(things)]) })) };
}

const askLeave: Ask = ({ agentId }) => ({ method: 'PUT', path: `${v1}/agents/${agentId}/leave`, json: { spans: [{ from: '2024-07-01', to: '2024-07-05' }] } });
const askWhy: Ask = ({ messageId }) => get(`/reports/messages/${messageId}/why`);
const askRecount: Ask = ({ recountId }) => get(`/recounts/${recountId}`);
const askEffect = (channelId?: string): Question => ({ method: 'POST', path: `${v1}/calendars/effect`, json: { calendar: { zone: 'UTC', hours: { mon: [['09:00', '17:00']] }, holidays: [] }, ...(channelId === undefined ? {} : { channelId: Number(channelId) }) } });

/** The report pages: routes of dialects/native/operations-figures.ts. */
export const nativeFigureCases: RouteCases = {
  [`GET ${v1}/reports/figures`]: report('/reports/figures'),
  [`GET ${v1}/reports/spread`]: report('/reports/spread', ['metric', 'overallReply']),
  [`GET ${v1}/reports/rows`]: report('/reports/rows', ['figure', 'messages.total']),
  [`GET ${v1}/reports/messages/:id/why`]: { door: 'token', needs: 'reports.read', status: 200, writes: [], good: askWhy, probes: [{ about: 'message id', isTelling: true, ask: askWhy }] },
  [`GET ${v1}/reports/at-risk`]: waiting('/reports/at-risk'),
  [`GET ${v1}/reports/waiting-contacts`]: waiting('/reports/waiting-contacts'),
  [`GET ${v1}/reports/page-settings`]: { door: 'token', needs: 'reports.read', status: 200, writes: [], good: () => get('/reports/page-settings'), probes: [], namesNothing: 'the own account\'s' },
  [`PATCH ${v1}/reports/page-settings`]: {
    door: 'token', needs: 'settings.write', status: 200, writes: ['report_page_settings', 'audit_log'], good: () => ({ method: 'PATCH', path: `${v1}/reports/page-settings`, json: { showsLeaderboards: false } }), probes: [], namesNothing: 'the own account\'s',
  },
  [`GET ${v1}/reports/deal-choices`]: { door: 'token', needs: 'reports.read', status: 200, writes: [], good: () => get('/reports/deal-choices'), probes: [], namesNothing: 'the own account\'s' },
  [`GET ${v1}/leave`]: { door: 'token', needs: 'calendars.read', status: 200, writes: [], good: () => get('/leave'), probes: [], namesNothing: 'lists the account\'s' },
  [`PUT ${v1}/agents/:id/leave`]: { door: 'token', needs: 'settings.write', status: 200, writes: ['setting_versions', 'events', 'audit_log'], good: askLeave, probes: [{ about: 'agent id', isTelling: true, ask: askLeave }] },
  [`GET ${v1}/recounts`]: { door: 'token', needs: 'reports.read', status: 200, writes: [], good: () => get('/recounts'), probes: [], namesNothing: 'the own account\'s' },
  [`GET ${v1}/recounts/:id`]: { door: 'token', needs: 'reports.read', status: 200, writes: [], good: askRecount, probes: [{ about: 'recount id', isTelling: true, ask: askRecount }] },
  [`POST ${v1}/recounts`]: {
    door: 'token', needs: 'settings.write', status: 202, orElse: [409], writes: ['fact_recounts', 'events', 'audit_log'], good: () => ({ method: 'POST', path: `${v1}/recounts`, json: {} }), probes: [], namesNothing: 'the own account\'s',
  },
  [`POST ${v1}/calendars/effect`]: {
    door: 'token', needs: 'calendars.read', status: 200, writes: [], isReading: true, good: () => askEffect(), probes: [{ about: 'channel id', isTelling: true, ask: ({ channelId }) => askEffect(channelId) }],
  },
};
