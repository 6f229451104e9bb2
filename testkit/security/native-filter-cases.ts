import type { RouteCase, RouteCases } from './route-case.ts';
import type { Question } from './rig.ts';
import type { Things } from './things.ts';

const native = '/native/v1';

const filters = `${native}/mail-filters`;
const told = ['mail_filter_settings', 'audit_log', 'events'] as const;
const rule = { field: 'from', operator: 'does-not-contain', joinedBy: 'and', value: 'nowhere.example' };
const looks = (path: string): RouteCase => ({ door: 'token', needs: 'settings.read', status: 200, writes: [], good: () => ({ method: 'GET', path: `${filters}${path}` }), probes: [], namesNothing: 'lists what the account holds' });
const takes = (method: 'POST' | 'PUT', path: string, json: object, writes: readonly string[], status = 200): RouteCase => (
  { door: 'token', needs: 'settings.write', status, writes: [...writes, ...told], good: () => ({ method, path: `${filters}${path}`, json }), probes: [], namesNothing: 'takes names of the outside' });
const changing = ({ filterGroupId }: Things): Question => ({ method: 'PATCH', path: `${filters}/groups/${filterGroupId}`, json: { name: 'Renamed' } });

/** Mail filters, and the end of an account, of the native API. */
export const nativeFilterCases: RouteCases = {
  [`GET ${filters}`]: looks(''),
  [`GET ${filters}/entries`]: { ...looks('/entries'), good: () => ({ method: 'GET', path: `${filters}/entries`, query: [['kind', 'domain']] }) },
  [`GET ${filters}/groups`]: looks('/groups'),
  [`GET ${filters}/left-out`]: { ...looks('/left-out'), needsAlso: ['conversations.read'] },
  [`PUT ${filters}/listed-only`]: takes('PUT', '/listed-only', { countsListedOnly: false }, []),
  [`POST ${filters}/entries`]: takes('POST', '/entries', { kind: 'domain', values: ['nowhere.example'] }, ['mail_filter_entries']),
  [`POST ${filters}/entries/file`]: takes('POST', '/entries/file', { kind: 'domain', csv: 'nowhere.example' }, ['mail_filter_entries']),
  [`POST ${filters}/entries/remove`]: takes('POST', '/entries/remove', { kind: 'domain', values: ['nowhere.example'] }, ['mail_filter_entries']),
  [`POST ${filters}/entries/remove-all`]: takes('POST', '/entries/remove-all', { kind: 'domain' }, ['mail_filter_entries']),
  [`POST ${filters}/groups`]: takes('POST', '/groups', { name: 'Made', rules: [rule], isActive: false }, ['mail_filter_groups', 'mail_filter_rules'], 201),
  [`PATCH ${filters}/groups/:id`]: {
    door: 'token', needs: 'settings.write', status: 200, writes: ['mail_filter_groups', 'mail_filter_rules', ...told], good: changing, probes: [{ about: 'filter group id', isTelling: true, ask: changing }],
  },
  [`DELETE ${filters}/groups/:id`]: {
    door: 'token', needs: 'settings.write', status: 404, writes: told, good: () => ({ method: 'DELETE', path: `${filters}/groups/2000000000` }),
    probes: [{ about: 'filter group id', isTelling: false, ask: ({ filterGroupId }) => ({ method: 'DELETE', path: `${filters}/groups/${filterGroupId}` }) }],
  },
  [`POST ${filters}/preview`]: {
    door: 'token', needs: 'settings.read', needsAlso: ['conversations.read'], status: 200, writes: [], isReading: true, good: () => ({ method: 'POST', path: `${filters}/preview`, json: { domains: { add: ['nowhere.example'] } } }),
    probes: [{ about: 'filter group id', isTelling: false, ask: ({ filterGroupId }) => ({ method: 'POST', path: `${filters}/preview`, json: { group: { id: Number(filterGroupId), rules: [], isActive: false } } }) }],
  },
  [`POST ${native}/account/delete`]: {
    door: 'token', needs: null, status: 403, writes: [], good: null, // for a person who is signed in; delete-account.test.ts beside the endpoint
    probes: [{ about: 'another account in the body', isTelling: false, ask: ({ accountName, accountId }) => ({ method: 'POST', path: `${native}/account/delete`, json: { name: accountName, password: 'not-this-password', accountId } }) }],
  },
};
