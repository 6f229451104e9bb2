import { builtInRoles, type Permission } from '#core/kernel/index.ts';
import type { RoleName } from './people.ts';

/** Whether a role may, as the table of roles says. */
export function roleMay(role: RoleName, needs: Permission | null): boolean {
  return needs === null || builtInRoles[role].includes(needs);
}
