import type { AccountSettings } from '#core/accounts/index.ts';
import type { Account } from '../schemas/account.ts';

export function renderAccount({ id, slug, name, zone, language, reopenClosed, undoSeconds, requireTotp, membersWithoutTotp, createdAt }: AccountSettings): Account {
  return { id, slug, name, zone, language, reopenClosed, undoSeconds, requireTwoFactor: requireTotp, membersWithoutTwoFactor: membersWithoutTotp, createdAt };
}
