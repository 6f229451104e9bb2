import type { RouteCase, RouteCases } from './route-case.ts';
import { rigNow, type Question } from './rig.ts';
import type { Things } from './things.ts';

const v1 = '/native/v1';
type Ask = (things: Things) => Question;
const get = (path: string, ...query: (readonly [string, string])[]): Question => ({ method: 'GET', path: `${v1}${path}`, query });
const reads = (needs: RouteCase['needs'], good: Ask, more: Partial<RouteCase> = {}): RouteCase => ({ door: 'token', needs, status: 200, writes: [], good, probes: [], ...more });

const plans = (method: 'PUT' | 'DELETE', status: number, json?: unknown): RouteCase => {
  const ask: Ask = ({ staffedQueueId }) => ({ method, path: `${v1}/queues/${staffedQueueId}/staffing-plan/2024-05-08`, ...(json === undefined ? {} : { json }) });
  return { door: 'token', needs: 'work.supervise', status, writes: ['staffing_plans', 'audit_log'], good: ask, probes: [{ about: 'queue id', isTelling: true, ask }] };
};
const soon = new Date(Date.parse(rigNow) + 30 * 86_400_000).toISOString();

/** The supervisor's page: routes of dialects/native/operations-wallboard.ts. */
export const nativeWallboardCases: RouteCases = {
  [`GET ${v1}/wallboard`]: reads('queues.read', () => get('/wallboard'), { namesNothing: 'shows the own account\'s queues' }),
  [`GET ${v1}/wallboard/rows`]: reads('queues.read', ({ staffedQueueId }) => get('/wallboard/rows', ['figure', 'agents'], ['queueId', staffedQueueId]), {
    probes: [{ about: 'queue id', isTelling: true, ask: ({ staffedQueueId }) => get('/wallboard/rows', ['figure', 'agents'], ['queueId', staffedQueueId]) }],
  }),
  [`GET ${v1}/wallboard/agents`]: reads('work.supervise', () => get('/wallboard/agents'), {
    probes: [{ about: 'queue id', isTelling: true, ask: ({ staffedQueueId }) => get('/wallboard/agents', ['queueId', staffedQueueId]) }],
  }),
  [`GET ${v1}/agents/:id/day`]: reads('work.supervise', ({ agentId }) => get(`/agents/${agentId}/day`), {
    probes: [{ about: 'agent id', isTelling: true, ask: ({ agentId }) => get(`/agents/${agentId}/day`) }],
  }),
  [`GET ${v1}/wallboard/links`]: reads('work.supervise', () => get('/wallboard/links'), { namesNothing: 'lists the account\'s' }),
  [`POST ${v1}/wallboard/links`]: {
    door: 'token', needs: 'work.supervise', status: 201, writes: ['wallboard_links', 'audit_log'], good: () => ({ method: 'POST', path: `${v1}/wallboard/links`, json: { name: 'Hall', expiresAt: soon } }), probes: [],
    namesNothing: 'makes one of the own account',
  },
  [`DELETE ${v1}/wallboard/links/:id`]: {
    door: 'token', needs: 'work.supervise', status: 204, orElse: [404], writes: ['wallboard_links', 'audit_log'], good: ({ wallboardLinkId }) => ({ method: 'DELETE', path: `${v1}/wallboard/links/${wallboardLinkId}` }),
    probes: [{ about: 'link id', isTelling: true, ask: ({ wallboardLinkId }) => ({ method: 'DELETE', path: `${v1}/wallboard/links/${wallboardLinkId}` }) }],
  },
  [`GET ${v1}/staffing/forecast`]: reads('queues.read', ({ staffedQueueId }) => get('/staffing/forecast', ['queueId', staffedQueueId]), {
    probes: [{ about: 'queue id', isTelling: true, ask: ({ staffedQueueId }) => get('/staffing/forecast', ['queueId', staffedQueueId]) }],
  }),
  [`GET ${v1}/queues/:id/staffing-plan`]: reads('queues.read', ({ staffedQueueId }) => get(`/queues/${staffedQueueId}/staffing-plan`, ['from', '2024-05-06'], ['to', '2024-05-08']), {
    probes: [{ about: 'queue id', isTelling: true, ask: ({ staffedQueueId }) => get(`/queues/${staffedQueueId}/staffing-plan`, ['from', '2024-05-06'], ['to', '2024-05-08']) }],
  }),
  [`PUT ${v1}/queues/:id/staffing-plan/:day`]: plans('PUT', 200, { spans: [{ from: '09:00', to: '10:00', agents: 2 }] }),
  [`DELETE ${v1}/queues/:id/staffing-plan/:day`]: plans('DELETE', 204),
  [`POST ${v1}/shared-wallboard`]: {
    door: 'open', needs: null, status: 200, writes: [], good: null,
    probes: [{ about: 'an account\'s number in a made-up secret', isTelling: false, ask: ({ accountId }) => ({ method: 'POST', path: `${v1}/shared-wallboard`, json: { secret: `${accountId}.${'A'.repeat(43)}` } }) }],
  },
};
