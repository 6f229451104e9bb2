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
const readings: readonly Reading[] = [
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
