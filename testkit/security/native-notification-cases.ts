import type { RouteCase, RouteCases } from './route-case.ts';
import type { Question } from './rig.ts';

const v1 = '/native/v1';
const ask = (method: Question['method'], path: string, json?: unknown): Question => ({ method, path: `${v1}${path}`, ...(json === undefined ? {} : { json }) });
const own = (more: Partial<RouteCase>): RouteCase => ({ door: 'token', needs: 'conversations.read', status: 200, writes: [], good: null, probes: [], ...more });
const device = { endpoint: 'https://push.test/x', keys: { p256dh: 'AA', auth: 'AA' }, language: 'en' };

/** How one is told of what: dialects/native/operations-notifications.ts. */
export const nativeNotificationCases: RouteCases = {
  [`GET ${v1}/me/notification-choices`]: own({ good: () => ask('GET', '/me/notification-choices'), namesNothing: 'shows the caller\'s own' }),
  [`PATCH ${v1}/me/notification-choices`]: own({ writes: ['notification_choices'], good: () => ask('PATCH', '/me/notification-choices', { reply: 'desk' }), namesNothing: 'changes the caller\'s own' }),
  [`GET ${v1}/me/push-devices`]: own({ good: () => ask('GET', '/me/push-devices'), namesNothing: 'shows the caller\'s own' }),
  [`POST ${v1}/me/push-devices`]: own({ door: 'session', needs: null, status: 422, good: null, probes: [{ about: 'nothing of an account', isTelling: false, ask: () => ask('POST', '/me/push-devices', device) }] }),
  [`PATCH ${v1}/me/push-devices/:id`]: own({ status: 404, good: () => ask('PATCH', '/me/push-devices/999999', { showsText: true }), probes: [{ about: 'device id', isTelling: false, ask: ({ agentId }) => ask('PATCH', `/me/push-devices/${agentId}`, { showsText: true }) }] }),
  [`DELETE ${v1}/me/push-devices/:id`]: own({ status: 404, good: () => ask('DELETE', '/me/push-devices/999999'), probes: [{ about: 'device id', isTelling: false, ask: ({ agentId }) => ask('DELETE', `/me/push-devices/${agentId}`) }] }),
  [`POST ${v1}/me/push-devices/:id/test`]: own({ status: 404, good: () => ask('POST', '/me/push-devices/999999/test'), probes: [{ about: 'device id', isTelling: false, ask: ({ agentId }) => ask('POST', `/me/push-devices/${agentId}/test`) }] }),
};
