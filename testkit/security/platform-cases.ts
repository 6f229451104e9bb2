import type { RouteCase, RouteCases } from './route-case.ts';
import type { Question } from './rig.ts';

const root = '/platform/api/v1';
/** Behind the door of platform apps, which no person's credential opens: without one it is 401. dialects/nimchat/endpoints/platform.test.ts compares what two apps are told. */
const behind = (method: Question['method'], path: string): [string, RouteCase] => [`${method} ${root}${path.replaceAll(/\{(\w+)\}/g, ':$1')}`, {
  door: 'open', needs: null, status: 401, writes: [], probes: [], namesNothing: 'nobody gets in without a platform app\'s token',
  good: () => ({ method, path: `${root}${path.replaceAll(/\{\w+\}/g, '1')}` }),
}];

export const platformCases: RouteCases = {
  ...Object.fromEntries([
    behind('POST', '/accounts'), behind('GET', '/accounts/{account_id}'), behind('PATCH', '/accounts/{account_id}'), behind('DELETE', '/accounts/{account_id}'),
    behind('GET', '/accounts/{account_id}/account_users'), behind('POST', '/accounts/{account_id}/account_users'), behind('DELETE', '/accounts/{account_id}/account_users'),
    behind('GET', '/agent_bots'), behind('POST', '/agent_bots'), behind('GET', '/agent_bots/{id}'), behind('PATCH', '/agent_bots/{id}'), behind('DELETE', '/agent_bots/{id}'),
    behind('POST', '/users'), behind('GET', '/users/{id}'), behind('PATCH', '/users/{id}'), behind('DELETE', '/users/{id}'), behind('GET', '/users/{id}/login'),
  ]),
  'GET /sign-in/:secret': {
    door: 'open', needs: null, status: 410, writes: [], probes: [], namesNothing: 'a one-time secret', good: () => ({ method: 'GET', path: `/sign-in/${'A'.repeat(43)}` }),
  },
  'GET /restore-account/:secret': {
    door: 'open', needs: null, status: 410, writes: [], probes: [], namesNothing: 'a secret that undoes a deletion', good: () => ({ method: 'GET', path: `/restore-account/${'A'.repeat(43)}` }),
  },
  'POST /restore-account/:secret': { door: 'open', needs: null, status: 200, writes: [], probes: [], namesNothing: 'a secret that undoes a deletion', good: null },
  'POST /sign-in/:secret': { door: 'open', needs: null, status: 200, writes: [], probes: [], namesNothing: 'a one-time secret', good: null },
};
