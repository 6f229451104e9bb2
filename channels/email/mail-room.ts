import type { SecretKey } from '#core/accounts/index.ts';
import type { FileStore } from '#core/files/index.ts';
import type { Clock } from '#core/kernel/index.ts';
import type { OutboundRules } from '#http/outbound/index.ts';
import type { Database } from '#storage/index.ts';
import type { ParsePool } from './parse/create-parse-pool.ts';
import type { ServiceUrls } from './providers/service-urls.ts';
import type { MailVerifier } from './prove/create-mail-verifier.ts';

/** What the ways in by mail have of the server. */
export interface MailRoom {
  readonly database: Database;
  readonly files: FileStore;
  readonly clock: Clock;
  readonly key: () => Promise<SecretKey>;
  /** Opened at the first call, shared by all ways in. */
  readonly pool: () => ParsePool;
  /** Opened at the first call. */
  readonly verifier: () => MailVerifier;
  readonly outbound: OutboundRules;
  /** Where the mail services are. Default: where they are for everybody. */
  readonly services?: ServiceUrls;
  /** Mail was stored. */
  readonly wake: () => void;
  /** For the server's log; `detail` holds ids and codes, never mail or secrets. */
  readonly warn: (text: string, detail: Readonly<Record<string, unknown>>) => void;
}
