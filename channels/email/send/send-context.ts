import type { SecretKey } from '#core/accounts/index.ts';
import type { FileStore } from '#core/files/index.ts';
import type { Clock } from '#core/kernel/index.ts';
import type { Database } from '#storage/index.ts';
import type { OauthKeeper } from '../imap/oauth-keeper.ts';
import type { ParsePool } from '../parse/create-parse-pool.ts';
import type { SmtpTiming } from './smtp/send-by-smtp.ts';

/** A server that sends for every channel without one of its own (PATCHBAY_SMTP_RELAY). Set by whoever runs the server: it may be anywhere. */
export interface SmtpRelay {
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'none';
  readonly user: string | null;
  readonly password: string | null;
}

/** What sending needs of the server around it. */
export interface SendContext {
  readonly database: Database;
  readonly files: FileStore;
  readonly clock: Clock;
  readonly key: () => Promise<SecretKey>;
  readonly pool: ParsePool;
  readonly relay: SmtpRelay | null;
  /** The address of a host that a customer named, checked against private networks. Throws an Error with words for people. */
  readonly resolveHost: (host: string) => Promise<{ readonly address: string; readonly servername: string | null }>;
  /** An access token for the sealed secret of an OAuth connection. Throws an Error with words for people. */
  readonly accessToken: (secret: string | null, keeper: OauthKeeper) => Promise<string>;
  /** Tests shorten it. */
  readonly timing?: SmtpTiming;
}
