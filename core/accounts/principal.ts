import { builtInRoles, isPermission, type Permission } from '#core/kernel/index.ts';

/** Who a request comes from, once its credential was checked. */
export interface Principal {
  readonly accountId: number;
  readonly userId: number;
  /** The agent the user is in this account, if any. */
  readonly agentId: number | null;
  readonly permissions: ReadonlySet<Permission>;
  readonly userZone: string | null;
  readonly accountZone: string;
}

export interface RoleRow {
  readonly id: number;
  readonly name: string;
  readonly permissions: readonly string[];
  readonly isBuiltIn: boolean;
}

/**
 * What a role allows. For a built-in role the program's own list counts, so that a permission added by a new version reaches old
 * accounts without a migration; for the account's own roles, the row. A name the program no longer knows allows nothing.
 */
export function permissionsOf(role: RoleRow): Permission[] {
  if (role.isBuiltIn && Object.hasOwn(builtInRoles, role.name)) return [...builtInRoles[role.name as keyof typeof builtInRoles]];
  return role.permissions.filter(isPermission);
}
