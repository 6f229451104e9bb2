import type { AccountSettings } from '#core/accounts/index.ts';
import type { Account } from '../schemas/account.ts';

export function renderAccount({ id, slug, name, zone, reopenClosed, undoSeconds, requireTotp, createdAt }: AccountSettings): Account {
  return { id, slug, name, zone, reopenClosed, undoSeconds, requireTwoFactor: requireTotp, createdAt };
}
