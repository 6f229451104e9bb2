import type { MemberRow } from '#core/accounts/index.ts';
import type { User } from '../schemas/people.ts';

export function renderUser({ id, email, name, zone, role, agentId, hasPassword, hasTotp, memberSince, disabledAt }: MemberRow): User {
  return { id, email, name, zone, role, agentId, hasPassword, hasTwoFactor: hasTotp, memberSince, disabledAt };
}
