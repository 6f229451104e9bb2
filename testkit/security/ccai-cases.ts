import type { Permission } from '#core/kernel/index.ts';
import type { Probe, RouteCase, RouteCases } from './route-case.ts';
import type { Things } from './things.ts';

type Query = readonly (readonly [name: string, value: string])[];

interface Reading {
  readonly path: string;
  readonly needs: Permission | null;
  readonly needsAlso?: readonly Permission[];
  /** The path and query of a question that succeeds. */
  readonly good?: (things: Things) => { readonly path?: string; readonly query?: Query };
  readonly probes?: readonly { readonly about: string; readonly isTelling: boolean; readonly ask: (things: Things) => { readonly path?: string; readonly query?: Query } }[];
  readonly namesNothing?: string;
}

/** Operations of this API; each is served under two roots. */
const menuLists: readonly Reading[] = ['/menus', '/menu'].flatMap((path): Reading[] => [
  { path, needs: 'queues.read', probes: [
    { about: 'menu id', isTelling: true, ask: ({ menuId }) => ({ query: [['id[]', menuId]] }) },
    { about: 'name', isTelling: true, ask: ({ menu }) => ({ query: [['name[]', menu]] }) },
    { about: 'parent', isTelling: false, ask: ({ menuId }) => ({ query: [['parent_id[]', menuId]] }) },
    { about: 'a deleted menu', isTelling: true, ask: ({ deletedMenuId }) => ({ query: [['id[]', deletedMenuId], ['with_deleted', 'true']] }) },
  ] },
  { path: `${path}/tree`, needs: 'queues.read', namesNothing: 'takes kinds and languages' },
  { path: `${path}/{id}`, needs: 'queues.read', good: ({ menuId }) => ({ path: `${path}/${menuId}` }), probes: [
    { about: 'menu id', isTelling: true, ask: ({ menuId }) => ({ path: `${path}/${menuId}` }) },
    { about: 'a deleted menu', isTelling: true, ask: ({ deletedMenuId }) => ({ path: `${path}/${deletedMenuId}`, query: [['with_deleted', 'true']] }) },
  ] },
]);

/** Service levels and lists of calls and chats. */
const lookBack: Query = [['channel', 'call'], ['minutes', '60']];
const interactionLists: readonly Reading[] = [
  { path: '/calls', needs: 'queues.read', probes: [
    { about: 'call id', isTelling: true, ask: ({ callId }) => ({ query: [['id[]', callId]] }) },
    { about: 'agent', isTelling: true, ask: ({ agentId }) => ({ query: [['agent_id[]', agentId]] }) },
    { about: 'contact', isTelling: true, ask: ({ contactId }) => ({ query: [['end_user_id[]', contactId], ['sort_column', 'created_at']] }) },
    { about: 'a chat\'s id', isTelling: false, ask: ({ chatId }) => ({ query: [['id[]', chatId]] }) },
  ] },
  { path: '/chats', needs: 'queues.read', probes: [
    { about: 'chat id', isTelling: true, ask: ({ chatId }) => ({ query: [['id[]', chatId]] }) },
    { about: 'contact', isTelling: true, ask: ({ contactId }) => ({ query: [['end_user_id[]', contactId]] }) },
  ] },
  ...['/menus/sla', '/menu/sla', '/menus/sla_by_queue_groups', '/menu/sla_by_queue_group'].map((path): Reading => ({ path, needs: 'queues.read', good: () => ({ query: lookBack }), namesNothing: 'takes a channel and minutes' })),
];

const readings: readonly Reading[] = [
  {
    path: '/agents', needs: 'people.read', needsAlso: ['queues.read'],
    probes: [
      { about: 'agent id', isTelling: true, ask: ({ agentId }) => ({ query: [['id[]', agentId]] }) },
      { about: 'agent id, sorted', isTelling: true, ask: ({ agentId }) => ({ query: [['id', agentId], ['sort_column', 'email'], ['sort_direction', 'DESC']] }) },
    ],
  },
  { path: '/agents/current_status', needs: 'people.read', namesNothing: 'takes no parameter' },
  {
    path: '/agent_activity_logs', needs: 'people.read',
    probes: [
      { about: 'agent id', isTelling: false, ask: ({ agentId }) => ({ query: [['agent_id[]', agentId]] }) },
      { about: 'whodunnit', isTelling: false, ask: ({ agentId }) => ({ query: [['whodunnit_id[]', agentId]] }) },
    ],
  },
  {
    path: '/teams', needs: 'people.read',
    probes: [
      { about: 'team id', isTelling: true, ask: ({ teamId }) => ({ query: [['id[]', teamId]] }) },
      { about: 'a name', isTelling: true, ask: ({ team }) => ({ query: [['name[]', team]] }) },
      { about: 'a parent', isTelling: false, ask: ({ teamId }) => ({ query: [['parent_id[]', teamId]] }) },
    ],
  },
  { path: '/teams/tree', needs: 'people.read', namesNothing: 'takes no parameter' },
  { path: '/teams/{id}', needs: 'people.read', good: ({ teamId }) => ({ path: `/teams/${teamId}` }), probes: [{ about: 'team id', isTelling: true, ask: ({ teamId }) => ({ path: `/teams/${teamId}`, query: [['with_deleted', 'true']] }) }] },
  ...menuLists,
  ...interactionLists,
  { path: '/user_statuses', needs: 'people.read', namesNothing: 'takes no parameter' },
  { path: '/settings/organization', needs: null, namesNothing: 'takes no parameter' },
];

const caseOf = (root: string, { path, needs, needsAlso, good = () => ({}), probes = [], namesNothing }: Reading): RouteCase => {
  const question = (asked: { readonly path?: string; readonly query?: Query }) => ({ method: 'GET' as const, path: `${root}${asked.path ?? path}`, ...(asked.query && { query: asked.query }) });
  return {
    door: 'token', needs, status: 200, writes: [], good: (things) => question(good(things)),
    probes: probes.map(({ about, isTelling, ask }): Probe => ({ about, isTelling, ask: (things) => question(ask(things)) })),
    ...(needsAlso && { needsAlso }), ...(namesNothing === undefined ? {} : { namesNothing }),
  };
};

export const ccaiCases: RouteCases = Object.fromEntries(['/manager/api/v1', '/apps/api/v1'].flatMap((root) => readings.map((reading) => [`GET ${root}${reading.path.replace('{id}', ':id')}`, caseOf(root, reading)])));
