import type { Probe, RouteCase, RouteCases } from './route-case.ts';
import type { Question } from './rig.ts';
import type { Things } from './things.ts';

const filters = '/api/tools/settings/message-filters';
const advanced = `${filters}/advanced`;
/** Of no account. */
const nobodys = 2_000_000_000;

const looks = (path: string): RouteCase => ({ door: 'token', needs: 'settings.read', status: 200, writes: [], good: () => ({ method: 'GET', path }), probes: [], namesNothing: 'lists what the account holds' });
const told = ['mail_filter_settings', 'audit_log', 'events'] as const;
const takes = (method: 'POST' | 'PATCH', path: string, json: object, writes: readonly string[]): RouteCase => ({
  door: 'token', needs: 'settings.write', status: 200, writes, good: () => ({ method, path, json }), probes: [], namesNothing: 'takes domains and addresses of the outside, by what they are called',
});
const onGroup = (path: string, json: object): RouteCase => {
  const ask = ({ filterGroupId }: Things): Question => ({ method: 'PATCH', path: `${advanced}/${filterGroupId}${path}`, json });
  const probe: Probe = { about: 'filter group id', isTelling: true, ask };
  return { door: 'token', needs: 'settings.write', needsAlso: ['settings.read'], status: 200, writes: ['mail_filter_groups', 'mail_filter_rules', ...told], good: ask, probes: [probe] };
};

/** Message filters of the timetoreply API. */
export const timetoreplyFilterCases: RouteCases = {
  [`GET ${filters}/all-thread-filter-data`]: { ...looks(`${filters}/all-thread-filter-data`), needsAlso: ['reports.read'] },
  [`GET ${filters}/domains`]: looks(`${filters}/domains`),
  [`POST ${filters}/domains/block`]: takes('POST', `${filters}/domains/block`, { domains: ['nowhere.example'] }, ['mail_filter_entries', ...told]),
  [`POST ${filters}/domains/unblock`]: takes('POST', `${filters}/domains/unblock`, { domains: ['nowhere.example'] }, ['mail_filter_entries', ...told]),
  [`POST ${filters}/domains/unblockAll`]: takes('POST', `${filters}/domains/unblockAll`, {}, ['mail_filter_entries', ...told]),
  [`PATCH ${filters}/domains/whitelisting/toggle`]: takes('PATCH', `${filters}/domains/whitelisting/toggle`, { whitelisting: false }, told),
  [`GET ${filters}/usernames`]: looks(`${filters}/usernames`),
  [`POST ${filters}/usernames/block`]: takes('POST', `${filters}/usernames/block`, { usernames: ['nobody@nowhere.example'] }, ['mail_filter_entries', ...told]),
  [`POST ${filters}/usernames/block-csv`]: {
    ...takes('POST', `${filters}/usernames/block-csv`, {}, []), status: 422, // without a file: bad input after the permission
  },
  [`POST ${filters}/usernames/unblock`]: takes('POST', `${filters}/usernames/unblock`, { usernames: ['nobody@nowhere.example'] }, ['mail_filter_entries', ...told]),
  [`GET ${advanced}`]: looks(advanced),
  [`POST ${advanced}`]: { ...takes('POST', advanced, { filterName: 'Made', filters: [] }, ['mail_filter_groups', 'mail_filter_rules', ...told]), needsAlso: ['settings.read'] },
  [`PATCH ${advanced}/:message_filter_group`]: onGroup('', { filterName: 'Changed' }),
  [`DELETE ${advanced}/:message_filter_group`]: {
    door: 'token', needs: 'settings.write', status: 404, writes: told, good: () => ({ method: 'DELETE', path: `${advanced}/${nobodys}` }),
    probes: [{ about: 'filter group id', isTelling: false, ask: ({ filterGroupId }) => ({ method: 'DELETE', path: `${advanced}/${filterGroupId}` }) }],
  },
  'POST /api/tools/settings/profile': {
    door: 'token', needs: null, status: 200, writes: ['extensions'], good: () => ({ method: 'POST', path: '/api/tools/settings/profile', json: { team: 'Sales', team_role: 'Manager', company_size: 'B' } }),
    probes: [{ about: 'user id in the body', isTelling: false, ask: ({ userId }) => ({ method: 'POST', path: '/api/tools/settings/profile', json: { team: 'Sales', team_role: 'Manager', company_size: 'B', id: Number(userId), user_id: Number(userId) } }) }],
  },
  'DELETE /api/tools/settings/profile': { door: 'token', needs: null, status: 200, writes: [], good: null, probes: [], namesNothing: 'ends the caller\'s own place in the account' },
  'POST /api/tools/settings/profile/company': { door: 'token', needs: 'account.delete', status: 200, writes: [], good: null, probes: [], namesNothing: 'ends the caller\'s own account' },
  [`PATCH ${advanced}/:message_filter_group/toggle`]: onGroup('/toggle', {}),
};
