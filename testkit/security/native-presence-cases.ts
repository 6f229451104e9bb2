import type { Permission } from '#core/kernel/index.ts';
import type { Probe, RouteCase, RouteCases } from './route-case.ts';
import type { Question } from './rig.ts';
import type { Things } from './things.ts';

const v1 = '/native/v1';
const nobodys = '999999999999';
const ask = (method: Question['method'], path: string, json?: unknown): Question => ({ method, path: `${v1}${path}`, ...(json === undefined ? {} : { json }) });
const probe = (about: string, isTelling: boolean, question: (things: Things) => Question): Probe => ({ about, isTelling, ask: question });
const reads = (good: RouteCase['good'], probes: readonly Probe[], namesNothing?: string): RouteCase => ({ door: 'token', needs: 'people.read', status: 200, writes: [], good, probes, ...(namesNothing === undefined ? {} : { namesNothing }) });
const does = (needs: Permission, status: number, writes: readonly string[], good: RouteCase['good'], probes: readonly Probe[], more: Partial<RouteCase> = {}): RouteCase => ({ door: 'token', needs, status, writes: [...writes, 'events', 'audit_log'], good, probes, ...more });

/** How agents stand and what stands on their cards: the routes of dialects/native/operations-presence.ts. The agent of the things has no login, so his desk is another's for everybody. */
export const nativePresenceCases: RouteCases = {
  [`GET ${v1}/agents/:id/presence`]: reads(({ agentId }) => ask('GET', `/agents/${agentId}/presence`), [probe('agent id', true, ({ agentId }) => ask('GET', `/agents/${agentId}/presence`))]),
  [`PATCH ${v1}/agents/:id/presence`]: does('work.supervise', 200, ['agent_presence', 'agent_activities', 'queue_agents'], ({ agentId }) => ask('PATCH', `/agents/${agentId}/presence`, { statusId: -2 }), [
    probe('agent id', true, ({ agentId }) => ask('PATCH', `/agents/${agentId}/presence`, { takesCalls: false })),
  ]),
  [`PUT ${v1}/agents/:id/devices/:device`]: does('work.supervise', 200, ['agent_presence', 'agent_activities', 'agent_devices', 'agents', 'queue_agents'], ({ agentId }) => ask('PUT', `/agents/${agentId}/devices/phone-1`, { kind: 'softphone' }), [
    probe('agent id', true, ({ agentId }) => ask('PUT', `/agents/${agentId}/devices/theirs`, { kind: 'api' })),
  ]),
  [`DELETE ${v1}/agents/:id/devices/:device`]: does('work.supervise', 404, [], () => ask('DELETE', `/agents/${nobodys}/devices/phone-1`), [probe('agent id', false, ({ agentId }) => ask('DELETE', `/agents/${agentId}/devices/none`))]),
  [`GET ${v1}/agents/:id/activities`]: reads(({ agentId }) => ask('GET', `/agents/${agentId}/activities`), [probe('agent id', true, ({ agentId }) => ask('GET', `/agents/${agentId}/activities`))]),
  [`GET ${v1}/capacity`]: { ...reads(() => ask('GET', '/capacity'), [], 'is the account\'s'), needs: 'queues.read' },
  [`PATCH ${v1}/capacity`]: does('work.supervise', 200, ['capacity_settings'], () => ask('PATCH', '/capacity', { chatWeight: 3 }), [], { namesNothing: 'is the account\'s' }),
  [`GET ${v1}/statuses`]: reads(() => ask('GET', '/statuses'), [], 'lists the account\'s'),
  [`POST ${v1}/statuses`]: does('queues.write', 201, ['agent_statuses'], () => ask('POST', '/statuses', { name: 'Training', color: 'teal' }), [], { namesNothing: 'a name of the account\'s own' }),
  [`PATCH ${v1}/statuses/:id`]: does('queues.write', 200, ['agent_statuses'], () => ask('PATCH', '/statuses/-2', { name: 'Pause' }), [], { namesNothing: 'every account has the built-in ones, its own are numbered from 1 in each' }),
  [`DELETE ${v1}/statuses/:id`]: does('queues.write', 404, [], () => ask('DELETE', '/statuses/999999999'), [], { namesNothing: 'an account\'s own are numbered from 1 in each' }),
  [`GET ${v1}/agents/:id/card`]: reads(({ agentId }) => ask('GET', `/agents/${agentId}/card`), [probe('agent id', true, ({ agentId }) => ask('GET', `/agents/${agentId}/card`))]),
  [`PATCH ${v1}/agents/:id/card`]: does('people.write', 200, ['agents'], ({ agentId }) => ask('PATCH', `/agents/${agentId}/card`, { location: 'Ghent' }), [probe('agent id', true, ({ agentId }) => ask('PATCH', `/agents/${agentId}/card`, { location: 'Theirs' }))]),
};
