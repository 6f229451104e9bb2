import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { dropLease, openConnection, replaceSecret, sayOfMail, takeLease, type ConnectionKind } from '#core/channels/index.ts';
import type { SecretKey } from '#core/accounts/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { Database } from '#storage/index.ts';
import { MailboxError } from './mailbox-error.ts';

/** Where the secret of an OAuth connection is kept. */
export interface OauthKeeper {
  /** The work, while nobody else refreshes a token of this channel, in whatever process. It gets the secret as it is stored then. */
  inTurn<T>(work: (stored: string | null) => Promise<T>): Promise<T>;
  /** Puts what the endpoint gave in the place of what it took. */
  store(from: string, to: string): Promise<void>;
}

/** Longer than a token endpoint may take. */
const leaseSeconds = 40;
const waitMs = 60_000;
const lookMs = 100;

/**
 * An endpoint that gives a new refresh token with each access token takes the old one never again, and may take a second use of it for theft and end
 * them all: so one process at a time uses it, and reads first what the one before it has stored.
 */
export function oauthKeeper({ database, key }: { readonly database: Database; readonly key: () => Promise<SecretKey> }, act: Act, channelId: number, kind: ConnectionKind): OauthKeeper {
  return {
    async inTurn(work) {
      const [name, holder] = [`oauth:${act.accountId}:${channelId}`, randomUUID()];
      const endMs = performance.now() + waitMs;
      while (!await takeLease(database, name, holder, leaseSeconds)) {
        if (performance.now() > endMs) throw new MailboxError('sign-in', sayOfMail('oauth-renewing'));
        await pause(lookMs);
      }
      try {
        const secretKey = await key();
        const connection = await database.withAccount(act.accountId, (tx) => openConnection(tx, act, secretKey, channelId, kind));
        return await work(connection?.auth === 'oauth' ? connection.secret : null);
      } finally {
        await dropLease(database, name, holder).catch(() => {}); // it ends by itself
      }
    },
    async store(from, to) {
      const secretKey = await key();
      await database.withAccount(act.accountId, (tx) => replaceSecret(tx, act, secretKey, channelId, { from, to }));
    },
  };
}
