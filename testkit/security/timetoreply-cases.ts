import type { Permission } from '#core/kernel/index.ts';
import type { Probe, RouteCase, RouteCases } from './route-case.ts';
import type { Question } from './rig.ts';
import type { Things } from './things.ts';

const groups = '/api/entities/contact-groups';
/** Of no account. */
const nobodys = 2_000_000_000;

type Ask = (things: Things) => Question;

const does = (needs: Permission, status: number, writes: readonly string[], good: Ask, probes: readonly Probe[], namesNothing?: string): RouteCase => ({
  // Every change answers with the group.
  door: 'token', needs, ...(needs === 'contacts.write' && { needsAlso: ['contacts.read'] as const }), status, writes, good, probes, ...(namesNothing === undefined ? {} : { namesNothing }),
});
const changes = (path: string, body: object): [Ask, Probe[]] => {
  const ask = ({ groupId }: Things): Question => ({ method: 'PATCH', path: `${groups}/${groupId}${path}`, json: body });
  return [ask, [{ about: 'contact group id', isTelling: true, ask }]];
};
const written = ['contact_groups', 'contact_group_members', 'audit_log'] as const;
const renaming = (method: 'PUT' | 'PATCH'): RouteCase => {
  const ask = ({ groupId, group }: Things): Question => ({ method, path: `${groups}/${groupId}`, json: { name: group } });
  return does('contacts.write', 200, written, ask, [{ about: 'contact group id', isTelling: true, ask }]);
};

/** Contact groups of the timetoreply API. */
export const timetoreplyCases: RouteCases = {
  [`GET ${groups}`]: does('contacts.read', 200, [], () => ({ method: 'GET', path: groups }), [
    { about: 'name', isTelling: true, ask: ({ group }) => ({ method: 'GET', path: groups, query: [['search', group]] }) },
    { about: 'customer', isTelling: true, ask: ({ customer }) => ({ method: 'GET', path: groups, query: [['search', customer]] }) },
  ]),
  [`POST ${groups}`]: does('contacts.write', 200, written, ({ label }) => ({ method: 'POST', path: groups, json: { name: `Group ${label}`, emails: ['somebody@else.test'] } }), [], 'makes a group out of what it is given'),
  [`GET ${groups}/:id`]: does('contacts.read', 200, [], ({ groupId }) => ({ method: 'GET', path: `${groups}/${groupId}` }), [
    { about: 'contact group id', isTelling: true, ask: ({ groupId }) => ({ method: 'GET', path: `${groups}/${groupId}` }) },
  ]),
  [`PUT ${groups}/:id`]: renaming('PUT'),
  [`PATCH ${groups}/:id`]: renaming('PATCH'),
  [`DELETE ${groups}/:id`]: does('contacts.delete', 404, [], () => ({ method: 'DELETE', path: `${groups}/${nobodys}` }), [
    { about: 'contact group id', isTelling: false, ask: ({ groupId }) => ({ method: 'DELETE', path: `${groups}/${groupId}` }) },
  ]),
  [`PATCH ${groups}/:contact_group/pushEmail`]: does('contacts.write', 200, written, ...changes('/pushEmail', { email: 'pushed@else.test' })),
  [`PATCH ${groups}/:contact_group_id/removeEmail`]: does('contacts.write', 200, written, ...changes('/removeEmail', { email: 'pushed@else.test' })),
  [`PATCH ${groups}/:contact_group_id/removeMembers`]: does('contacts.write', 200, written, ...changes('/removeMembers', { membersToRemove: ['pushed@else.test'] })),
  [`PATCH ${groups}/:contact_group/pushDomain`]: does('contacts.write', 200, written, ...changes('/pushDomain', { domain: 'else.test' })),
  [`PATCH ${groups}/:contact_group_id/removeDomain`]: does('contacts.write', 200, written, ...changes('/removeDomain', { domain: 'else.test' })),
};
