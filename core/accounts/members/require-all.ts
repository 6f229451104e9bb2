import { CoreError, type Act, type Permission } from '#core/kernel/index.ts';

/** Throws `forbidden` unless the actor has each of these: no one hands out, or takes over, rights beyond their own. */
export function requireAll(act: Act, permissions: Iterable<Permission>): void {
  const own = act.actor.permissions;
  if (own === 'all') return;
  for (const permission of permissions) {
    if (!own.has(permission)) throw new CoreError('forbidden', `This needs the permission ${permission}.`, { key: 'needs-permission', values: { permission } });
  }
}
