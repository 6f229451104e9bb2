import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { dropLease, openConnection, replaceSecret, sayOfMail, takeLease, type ConnectionKind } from '#core/channels/index.ts';
import type { SecretKey } from '#core/accounts/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { Database, Tx } from '#storage/index.ts';
import { MailboxError } from './mailbox-error.ts';

/** Where the secret of an OAuth connection is kept. */
export interface OauthKeeper {
  /** The work, while nobody else refreshes a token of this channel, in whatever process. It gets the secret as it is stored then. */
  inTurn<T>(work: (stored: string | null) => Promise<T>): Promise<T>;
  /** Puts what the endpoint gave in the place of what it took. */
  store(from: string, to: string): Promise<void>;
}

interface Room { readonly database: Database; readonly key: () => Promise<SecretKey> }

/** Longer than a token endpoint may take. */
const leaseSeconds = 40;
const waitMs = 60_000;
const lookMs = 100;

/** That of a channel's connection; its imap and its smtp may share it. */
export function oauthKeeper(room: Room, act: Act, channelId: number, kind: ConnectionKind): OauthKeeper {
  return secretKeeper(room, act, channelId, {
    async open(tx, secretKey) {
      const connection = await openConnection(tx, act, secretKey, channelId, kind);
      return connection?.auth === 'oauth' ? connection.secret : null;
    },
    replace: async (tx, secretKey, change) => { await replaceSecret(tx, act, secretKey, channelId, change); },
  });
}

/**
 * An endpoint that gives a new refresh token with each access token takes the old one never again, and may take a second use of it for theft and end
 * them all: so one process at a time uses it, and reads first what the one before it has stored.
 */
export function secretKeeper({ database, key }: Room, act: Act, channelId: number, place: {
  readonly open: (tx: Tx, key: SecretKey) => Promise<string | null>;
  readonly replace: (tx: Tx, key: SecretKey, change: { readonly from: string; readonly to: string }) => Promise<void>;
}): OauthKeeper {
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
        return await work(await database.withAccount(act.accountId, (tx) => place.open(tx, secretKey)));
      } finally {
        await dropLease(database, name, holder).catch(() => {}); // it ends by itself
      }
    },
    async store(from, to) {
      const secretKey = await key();
      await database.withAccount(act.accountId, (tx) => place.replace(tx, secretKey, { from, to }));
    },
  };
}
