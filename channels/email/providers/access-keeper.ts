import { openMailboxAccess, replaceAccessSecret } from '#core/channels/index.ts';
import type { SecretKey } from '#core/accounts/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { Database } from '#storage/index.ts';
import { secretKeeper, type OauthKeeper } from '../imap/oauth-keeper.ts';

/** Where the token of a mailbox is kept that is read in its owner's name. */
export function accessKeeper({ database, key }: { readonly database: Database; readonly key: () => Promise<SecretKey> }, act: Act, channelId: number): OauthKeeper {
  return secretKeeper({ database, key }, act, channelId, {
    open: async (tx, secretKey) => (await openMailboxAccess(tx, act, secretKey, channelId))?.secret ?? null,
    replace: async (tx, secretKey, change) => { await replaceAccessSecret(tx, act, secretKey, channelId, change); },
  });
}
