import type { RouteCases } from './route-case.ts';

/** The console's files and the owner's page: the same for everybody, or of the session alone. */
export const consoleCases: RouteCases = {
  'GET /app': { door: 'open', needs: null, status: 503, writes: [], good: () => ({ method: 'GET', path: '/app' }), probes: [], namesNothing: 'files of the installation; not built in tests' },
  'GET /app/*': { door: 'open', needs: null, status: 503, writes: [], good: () => ({ method: 'GET', path: '/app/mine/1' }), probes: [], namesNothing: 'files of the installation; not built in tests' },
  'GET /home': { door: 'session', needs: null, status: 200, writes: [], good: () => ({ method: 'GET', path: '/home' }), probes: [], namesNothing: 'shows the account of the session' },
};
