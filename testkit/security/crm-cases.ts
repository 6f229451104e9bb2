import type { RouteCase, RouteCases } from './route-case.ts';
import type { Question } from './rig.ts';
import type { Things } from './things.ts';

type Ask = (things: Things) => Question;
const v1 = '/native/v1';
const deals = '/api/sales/deals';
const mapping = '/api/entities/crm-properties-mapping';
const get = (path: string, ...query: (readonly [string, string])[]): Question => ({ method: 'GET', path, query });
const reads = (needs: RouteCase['needs'], good: Ask, about?: string): RouteCase => ({
  door: 'token', needs, status: 200, writes: [], good, ...(about === undefined ? { probes: [], namesNothing: 'lists the account\'s' } : { probes: [{ about, isTelling: true, ask: good }] }),
});
const written = ['crm_connections', 'crm_contacts', 'events', 'audit_log'] as const;
const csv = ({ subject, customer }: Things): Question => ({ method: 'POST', path: `${v1}/crm/deals-file`, raw: `name,emails\n${subject} of a file,${customer}\n` });

/** Deals and customer management systems: of the timetoreply API, and dialects/native/operations-crm.ts. */
export const crmCases: RouteCases = {
  [`GET ${deals}`]: {
    ...reads('reports.read', () => get(deals)), needsAlso: ['contacts.read'],
    probes: [
      { about: 'name', isTelling: true, ask: ({ subject }) => get(deals, ['search', `${subject} deal`]) },
      { about: 'customer', isTelling: true, ask: ({ customer }) => get(deals, ['search', customer]) },
    ],
  },
  [`GET ${mapping}`]: reads('settings.write', () => get(mapping, ['crmType', 'hubspot'])),
  [`POST ${mapping}`]: {
    door: 'token', needs: 'settings.write', status: 200, writes: written, good: ({ crmField }) => ({ method: 'POST', path: mapping, json: { crmType: 'hubspot', selectedEmailProperty: crmField } }),
    probes: [{ about: 'field', isTelling: true, ask: ({ crmField }) => ({ method: 'POST', path: mapping, json: { crmType: 'hubspot', selectedEmailProperty: crmField } }) }],
  },
  [`GET ${v1}/crm`]: reads('settings.write', () => get(`${v1}/crm`)),
  [`POST ${v1}/crm`]: { door: 'token', needs: 'settings.write', status: 201, writes: [], good: null, probes: [], namesNothing: 'calls a system by a secret that is given' },
  [`POST ${v1}/crm/test`]: { door: 'token', needs: 'settings.write', status: 200, writes: [], good: null, probes: [], namesNothing: 'calls a system by a secret that is given, or the account\'s own' },
  [`POST ${v1}/crm/deals-file`]: { door: 'token', needs: 'settings.write', status: 201, writes: ['crm_connections', 'crm_files', 'events', 'audit_log'], good: csv, probes: [], namesNothing: 'takes a file' },
  [`GET ${v1}/crm/:id`]: reads('settings.write', ({ crmId }) => get(`${v1}/crm/${crmId}`), 'connection'),
  [`PATCH ${v1}/crm/:id`]: {
    door: 'token', needs: 'settings.write', status: 200, writes: written, good: ({ crmId }) => ({ method: 'PATCH', path: `${v1}/crm/${crmId}`, json: { firstReplyProperty: 'reply_time' } }),
    probes: [{ about: 'connection', isTelling: true, ask: ({ crmId }) => ({ method: 'PATCH', path: `${v1}/crm/${crmId}`, json: { firstReplyProperty: null } }) }],
  },
  [`POST ${v1}/crm/:id/sync`]: {
    door: 'token', needs: 'settings.write', status: 202, writes: written, good: ({ crmId }) => ({ method: 'POST', path: `${v1}/crm/${crmId}/sync` }),
    probes: [{ about: 'connection', isTelling: true, ask: ({ crmId }) => ({ method: 'POST', path: `${v1}/crm/${crmId}/sync` }) }],
  },
  [`PUT ${v1}/crm/:id/calls`]: {
    door: 'token', needs: 'settings.write', status: 409, writes: [], good: ({ crmId }) => ({ method: 'PUT', path: `${v1}/crm/${crmId}/calls`, json: { secret: 'by this it signs' } }),
    // The account's own is a file, which calls nobody.
    probes: [{ about: 'connection', isTelling: false, ask: ({ crmId }) => ({ method: 'PUT', path: `${v1}/crm/${crmId}/calls`, json: { secret: null } }) }],
  },
  'POST /crm/calls/:account/:connection': { door: 'open', needs: null, status: 401, writes: [], good: ({ accountId, crmId }) => ({ method: 'POST', path: `/crm/calls/${accountId}/${crmId}`, json: [] }), probes: [], namesNothing: 'who does not sign is told nothing, not even whether there is such a connection' },
  [`DELETE ${v1}/crm/:id`]: {
    door: 'token', needs: 'settings.write', status: 404, writes: [], good: () => ({ method: 'DELETE', path: `${v1}/crm/2000000000` }),
    probes: [{ about: 'connection', isTelling: false, ask: ({ crmId }) => ({ method: 'DELETE', path: `${v1}/crm/${crmId}` }) }],
  },
  [`GET ${v1}/contacts/:id/deals`]: reads('contacts.read', ({ contactId }) => get(`${v1}/contacts/${contactId}/deals`), 'contact'),
};
