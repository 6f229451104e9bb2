import { CoreError } from './core-error.ts';
import type { Permission } from './permission.ts';

/** Where a change comes from. Reactors (mail out, webhooks, alarms) act for `live` only. */
export type Origin = 'live' | 'backfill' | 'import' | 'rebuild';

/** Who acts. `permissions`: 'all' for the server itself. */
export interface Actor {
  readonly kind: 'user' | 'system' | 'channel' | 'contact' | 'rule' | 'bot';
  readonly id: number | null;
  readonly permissions: ReadonlySet<Permission> | 'all';
}

/** The circumstances of one command: account, actor, way in, origin, and the instant it is judged at. */
export interface Act {
  readonly accountId: number;
  readonly actor: Actor;
  /** The way in: `cli`, `import`, `api:<name>`, `channel:email`, `console`. */
  readonly source: string;
  readonly origin: Origin;
  /** RFC 3339 UTC, from the injected clock. */
  readonly now: string;
  /** The caller's network address, for the audit log. */
  readonly address?: string | undefined;
}

/** Throws `forbidden` unless the actor may. Every command begins with it. */
export function requirePermission(act: Act, permission: Permission): void {
  const { permissions } = act.actor;
  if (permissions === 'all' || permissions.has(permission)) return;
  throw new CoreError('forbidden', `This needs the permission ${permission}.`, { key: 'needs-permission', values: { permission } });
}

/**
 * The same actor with the right to see: who may write may see what he has written, and what his command has to look at. Only to read, and
 * only after the permission of the command itself was checked.
 */
export function seesAll(act: Act): Act {
  return { ...act, actor: { ...act.actor, permissions: 'all' } };
}

/** The server acting for itself: importers, channels, projections, the command line. */
export function systemAct(accountId: number, now: string, source: string, origin: Origin = 'live'): Act {
  return { accountId, actor: { kind: 'system', id: null, permissions: 'all' }, source, origin, now };
}
