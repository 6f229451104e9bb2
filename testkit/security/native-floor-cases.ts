import type { RouteCase, RouteCases } from './route-case.ts';
import type { Question } from './rig.ts';
import type { Things } from './things.ts';

const v1 = '/native/v1';
const n = Number;
const get = (path: string): Question => ({ method: 'GET', path: `${v1}${path}` });

const handOver = (kind: 'call' | 'chat', idOf: (things: Things) => string): RouteCase => ({
  door: 'token', needs: 'work.supervise', status: 200, writes: [], good: null,
  probes: [
    { about: `${kind} id`, isTelling: false, ask: (things, own) => ({ method: 'POST', path: `${v1}/${kind}s/${idOf(things)}/hand-over`, json: { toAgentId: n(own.agentId), reason: 'Matrix' } }) },
    { about: 'agent in the body', isTelling: false, ask: (things, own) => ({ method: 'POST', path: `${v1}/${kind}s/${idOf(own)}/hand-over`, json: { toAgentId: n(things.agentId), reason: 'Matrix' } }) },
  ],
});

/** Hand-over of what waits, the reply clock, what the forecast adds. */
export const nativeFloorCases: RouteCases = {
  [`GET ${v1}/conversations/:id/reply-clock`]: {
    door: 'token', needs: 'conversations.read', status: 200, writes: [], good: ({ conversationId }) => get(`/conversations/${conversationId}/reply-clock`),
    probes: [{ about: 'conversation id', isTelling: true, ask: ({ conversationId }) => get(`/conversations/${conversationId}/reply-clock`) }],
  },
  [`POST ${v1}/calls/:id/hand-over`]: handOver('call', ({ callId }) => callId),
  [`POST ${v1}/chats/:id/hand-over`]: handOver('chat', ({ chatId }) => chatId),
  [`GET ${v1}/staffing/settings`]: { door: 'token', needs: 'queues.read', status: 200, writes: [], good: () => get('/staffing/settings'), probes: [], namesNothing: 'the account\'s' },
  [`PATCH ${v1}/staffing/settings`]: {
    door: 'token', needs: 'work.supervise', status: 200, writes: ['staffing_settings', 'audit_log'], good: () => ({ method: 'PATCH', path: `${v1}/staffing/settings`, json: { shrinkagePercent: 25 } }), probes: [],
    namesNothing: 'the account\'s',
  },
};
