import type { FastifyBaseLogger } from 'fastify';
import type { SecretKey } from '#core/accounts/index.ts';
import type { FileStore } from '#core/files/index.ts';
import type { Clock } from '#core/kernel/index.ts';
import type { Database } from '#storage/index.ts';
import type { Config } from './config.ts';

/** What runs beside the requests gets. */
export interface WorkContext {
  readonly config: Config;
  readonly database: Database;
  readonly files: FileStore;
  readonly clock: Clock;
  readonly logger: FastifyBaseLogger;
  /** The server's key, read once. */
  readonly key: () => Promise<SecretKey>;
  /** Something was committed here: event consumers and job runners look now instead of at their next poll. */
  readonly wake: () => void;
}

/** Something that runs for as long as the server does: a listener, a reader of mailboxes. */
export interface StandingWork {
  readonly name: string;
  /** Returns how to stop it: what is under way is finished or left to be done again, and nothing is running when the promise resolves. */
  start(context: WorkContext): Promise<() => Promise<void>>;
}
