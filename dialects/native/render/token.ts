import type { TokenRow } from '#core/accounts/index.ts';
import type { Token } from '../schemas/tokens.ts';

export function renderToken({ id, userId, dialect, name, scopes, createdAt, expiresAt, lastUsedAt, revokedAt }: TokenRow): Token {
  return { id, userId, api: dialect, name, scopes: [...scopes], createdAt, expiresAt, lastUsedAt, revokedAt };
}
