import type { Permission } from '#core/kernel/index.ts';
import type { Question } from './rig.ts';
import type { Things } from './things.ts';

/** A question that names something of an account: in the path, the query or the body. */
export interface Probe {
  readonly about: string;
  /** The account itself gets another answer for its own thing than for a random one; else the probe would prove nothing. */
  readonly isTelling: boolean;
  /** `things`: of whom is asked about; `own`: of whoever asks. */
  ask(things: Things, own: Things): Question;
}

export interface RouteCase {
  /** token: an API's door. session: a signed-in browser. open: anybody. */
  readonly door: 'token' | 'session' | 'open';
  /** What the caller's role must allow; null: nothing. */
  readonly needs: Permission | null;
  /** More that it needs at once. */
  readonly needsAlso?: readonly Permission[];
  /** Each of these alone does as well as `needs`. */
  readonly orNeeds?: readonly Permission[];
  /** A question that succeeds for whoever may ask it, about the things of the own account; null where that would start more than a test wants. */
  readonly good: ((things: Things) => Question) | null;
  /** The status of the good answer. */
  readonly status: number;
  /** What whoever may gets instead where somebody asked before: it was made, ended or deleted by then; or where it is each person's own, and this one has none. */
  readonly orElse?: readonly number[];
  /** Questions that name things; `namesNothing` says why there are none. */
  readonly probes: readonly Probe[];
  readonly namesNothing?: string;
  /** Tables in which the good question may change the caller's own account's rows. */
  readonly writes: readonly string[];
  /** A question by another method than GET that only looks: its probes tell by their answers. */
  readonly isReading?: boolean;
  /** `needs` alone is not enough: the operation gives rights, and nobody gives more than he has. */
  readonly givesRights?: boolean;
}

/** By route, as the router has it: `POST /api/logs/conversations/mark-closed`. HEAD goes with GET. */
export type RouteCases = Readonly<Record<string, RouteCase>>;

/** Whether the route only looks, so that its probes tell by their answers; those of others tell by what they change. */
export const onlyLooks = (route: string, { isReading = false }: RouteCase): boolean => isReading || route.startsWith('GET');

/** Routes without a case, and cases without a route. */
export function routeGaps(routes: Iterable<string>, cases: RouteCases): { readonly withoutCase: string[]; readonly withoutRoute: string[] } {
  const keys = new Set([...routes].map((route) => route.replace(/^HEAD /, 'GET ')));
  return {
    withoutCase: [...keys].filter((route) => {
      const found = Object.hasOwn(cases, route) ? cases[route] : undefined;
      return found === undefined || (found.probes.length === 0 && !found.namesNothing);
    }),
    withoutRoute: Object.keys(cases).filter((route) => !keys.has(route)),
  };
}

/** Whether somebody with the permissions that `has` knows may ask the good question. */
export function mayAsk({ needs, needsAlso = [], orNeeds = [] }: RouteCase, has: (permission: Permission) => boolean): boolean {
  return (needs === null || [needs, ...orNeeds].some(has)) && needsAlso.every(has);
}
