import type { Probe, RouteCase, RouteCases } from './route-case.ts';
import type { Question } from './rig.ts';
import type { Things } from './things.ts';

const v1 = '/native/v1';
const n = Number;
type Method = Question['method'];
type Ask = (things: Things, own: Things) => Question;
const ask = (method: Method, path: string, json?: unknown): Question => ({ method, path: `${v1}${path}`, ...(json === undefined ? {} : { json }) });
const probe = (about: string, isTelling: boolean, question: Ask): Probe => ({ about, isTelling, ask: question });
const reads = (good: (things: Things) => Question, probes: readonly Probe[], namesNothing?: string): RouteCase => (
  { door: 'token', needs: 'queues.read', status: 200, writes: [], good, probes, ...(namesNothing === undefined ? {} : { namesNothing }) });
const writes = (status: number, tables: readonly string[], good: (things: Things) => Question, probes: readonly Probe[], more: Partial<RouteCase> = {}): RouteCase => (
  { door: 'token', needs: 'queues.write', status, writes: [...tables, 'audit_log', 'events'], good, probes, ...more });
const menuTables = ['menus', 'menu_languages', 'menu_paths'];
const queueTables = ['queues', 'queue_agents'];
/** Nobody has it: the matrix keeps its things, and whoever may not is told so before. */
const nobodys = 999_999;

/** Menus, queues, groups, skills and the preview in our own API. */
export const nativeQueueCases: RouteCases = {
  [`GET ${v1}/menus`]: reads(() => ask('GET', '/menus'), [], 'lists the account\'s'),
  [`GET ${v1}/menus/:id`]: reads(({ menuId }) => ask('GET', `/menus/${menuId}`), [probe('menu id', true, ({ menuId }) => ask('GET', `/menus/${menuId}`))]),
  [`POST ${v1}/menus`]: writes(201, menuTables, () => ask('POST', '/menus', { kind: 'ivr', name: 'Made' }), [
    probe('menu id in the body', true, ({ otherMenuId }) => ask('POST', '/menus', { kind: 'ivr', name: 'Made', parentId: n(otherMenuId) })),
  ], { orElse: [409] }),
  [`PUT ${v1}/menus/order`]: writes(200, menuTables, () => ask('PUT', '/menus/order', { kind: 'mobile', menuIds: [] }), [
    probe('menu ids in the body', false, ({ menuId }) => ask('PUT', '/menus/order', { kind: 'mobile', menuIds: [n(menuId)] })),
  ]),
  [`PATCH ${v1}/menus/:id`]: writes(200, menuTables, ({ menuId }) => ask('PATCH', `/menus/${menuId}`, { isHidden: false }), [probe('menu id', true, ({ menuId }) => ask('PATCH', `/menus/${menuId}`, { outputMessage: 'Theirs' }))]),
  [`POST ${v1}/menus/:id/move`]: writes(200, menuTables, ({ menuId }) => ask('POST', `/menus/${menuId}/move`, {}), [
    probe('menu id', true, ({ menuId }) => ask('POST', `/menus/${menuId}/move`, {})),
    probe('a parent in the body', false, ({ menuId }) => ask('POST', `/menus/${nobodys}/move`, { parentId: n(menuId) })),
  ]),
  [`DELETE ${v1}/menus/:id`]: writes(404, [], () => ask('DELETE', `/menus/${nobodys}`), [probe('menu id', false, ({ menuId }) => ask('DELETE', `/menus/${menuId}`))]),
  [`POST ${v1}/menus/:id/restore`]: writes(200, [...menuTables, ...queueTables], ({ menuId }) => ask('POST', `/menus/${menuId}/restore`), [probe('menu id', false, ({ deletedMenuId }) => ask('POST', `/menus/${deletedMenuId}/restore`))]),

  [`GET ${v1}/queues`]: reads(() => ask('GET', '/queues'), [], 'lists the account\'s'),
  [`GET ${v1}/queues/:id`]: reads(({ queueId }) => ask('GET', `/queues/${queueId}`), [probe('queue id', true, ({ queueId }) => ask('GET', `/queues/${queueId}`))]),
  [`POST ${v1}/queues`]: writes(201, queueTables, () => ask('POST', '/queues', { kind: 'call', name: 'Made' }), [
    probe('menu id in the body', false, ({ menuId }) => ask('POST', '/queues', { kind: 'call', name: 'Made', lang: 'de', menuId: n(menuId), calendarId: nobodys })),
    probe('group id in the body', false, ({ queueGroupId }) => ask('POST', '/queues', { kind: 'call', name: 'Made', queueGroupId: n(queueGroupId), calendarId: nobodys })),
    probe('a target in the body', true, ({ queueId }) => ask('POST', '/queues', { kind: 'call', name: 'Made', afterHours: { action: 'queue', queueId: n(queueId) } })),
  ]),
  [`PATCH ${v1}/queues/:id`]: writes(200, queueTables, ({ queueId }) => ask('PATCH', `/queues/${queueId}`, { priority: 1 }), [
    probe('queue id', true, ({ queueId }) => ask('PATCH', `/queues/${queueId}`, { priority: 2 })),
    probe('a menu in the body', false, ({ otherMenuId }) => ask('PATCH', `/queues/${nobodys}`, { menuId: n(otherMenuId) })),
  ]),
  [`DELETE ${v1}/queues/:id`]: writes(404, [], () => ask('DELETE', `/queues/${nobodys}`), [probe('queue id', false, ({ queueId }) => ask('DELETE', `/queues/${queueId}`))]),
  [`POST ${v1}/queues/:id/restore`]: writes(200, queueTables, ({ queueId }) => ask('POST', `/queues/${queueId}/restore`), [probe('a deleted queue', false, ({ deletedQueueId }) => ask('POST', `/queues/${deletedQueueId}/restore`))]),
  [`PUT ${v1}/queues/:id/assignments`]: writes(200, [...queueTables, 'queue_assignments'], ({ queueId, agentId }) => ask('PUT', `/queues/${queueId}/assignments`, { assignments: [{ agentId: n(agentId), teamId: null, level: 1 }] }), [
    probe('queue id', true, ({ queueId }) => ask('PUT', `/queues/${queueId}/assignments`, { assignments: [] })),
    probe('agent id in the body', false, ({ agentId }) => ask('PUT', `/queues/${nobodys}/assignments`, { assignments: [{ agentId: n(agentId), teamId: null, level: 1 }] })),
    probe('an agent in a queue of one\'s own', true, ({ agentId }, own) => ask('PUT', `/queues/${own.queueId}/assignments`, { assignments: [{ agentId: n(agentId), teamId: null, level: 1 }] })),
    probe('a team in a queue of one\'s own', true, ({ teamId }, own) => ask('PUT', `/queues/${own.queueId}/assignments`, { assignments: [{ agentId: null, teamId: n(teamId), level: 1 }] })),
  ]),
  [`PUT ${v1}/queues/:id/skills`]: writes(200, [...queueTables, 'queue_skills'], ({ queueId }) => ask('PUT', `/queues/${queueId}/skills`, { skills: [] }), [probe('queue id', true, ({ queueId }) => ask('PUT', `/queues/${queueId}/skills`, { skills: [] }))]),
  [`POST ${v1}/queues/preview`]: {
    ...reads(({ queueId }) => ask('POST', '/queues/preview', { queueId: n(queueId) }), [
      probe('queue id', true, ({ queueId }) => ask('POST', '/queues/preview', { queueId: n(queueId) })),
      probe('menu id', true, ({ menuId }) => ask('POST', '/queues/preview', { menuId: n(menuId) })),
    ]), isReading: true,
  },

  [`GET ${v1}/queue-groups`]: reads(() => ask('GET', '/queue-groups'), [], 'lists the account\'s'),
  [`POST ${v1}/queue-groups`]: writes(201, ['queue_groups'], () => ask('POST', '/queue-groups', { name: 'Made' }), [
    probe('account id in the body', false, ({ accountId }) => ask('POST', '/queue-groups', { name: 'Made', accountId: n(accountId) })),
  ], { orElse: [409] }),
  [`PATCH ${v1}/queue-groups/:id`]: writes(200, ['queue_groups'], ({ queueGroupId }) => ask('PATCH', `/queue-groups/${queueGroupId}`, { name: 'Renamed' }), [probe('group id', true, ({ queueGroupId }) => ask('PATCH', `/queue-groups/${queueGroupId}`, { name: 'Theirs' }))]),
  [`DELETE ${v1}/queue-groups/:id`]: writes(404, [], () => ask('DELETE', `/queue-groups/${nobodys}`), [probe('group id', false, ({ queueGroupId }) => ask('DELETE', `/queue-groups/${queueGroupId}`))]),
  [`GET ${v1}/skills`]: reads(() => ask('GET', '/skills'), [], 'lists the account\'s'),
  [`GET ${v1}/agents/:id/skills`]: reads(({ agentId }) => ask('GET', `/agents/${agentId}/skills`), [probe('agent id', true, ({ agentId }) => ask('GET', `/agents/${agentId}/skills`))]),
  [`PUT ${v1}/agents/:id/skills`]: writes(200, ['agent_skills', 'queue_agents'], ({ agentId }) => ask('PUT', `/agents/${agentId}/skills`, { skills: [] }), [probe('agent id', true, ({ agentId }) => ask('PUT', `/agents/${agentId}/skills`, { skills: [] }))]),
};
