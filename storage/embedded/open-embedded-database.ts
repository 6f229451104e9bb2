import { resolve } from 'node:path';

import { attachToKeeper } from './attach-to-keeper.ts';
import type { Attachment } from './attach-to-keeper.ts';
import { defaultDataDir } from './database-location.ts';
import { makeEphemeralDirectory } from './ephemeral-directory.ts';
import type { KeeperOrder, ReadyDatabase } from './keeper-protocol.ts';
import { prepareDataDir } from './prepare-data-dir.ts';
import { reattaching } from './reattach.ts';

export interface OpenEmbeddedDatabaseOptions {
  /** Default: `data` in the checkout. Not used with `ephemeral`. */
  dataDir?: string;
  /** A throw-away database for tests: no fsync, in memory where there is room, removed when the last client leaves. */
  ephemeral?: boolean;
  /** What is going on, for a person; called several times during a first start. */
  onProgress?: (text: string) => void;
  /** The database went away under us (killed, crashed). It is being started again; connections must be made anew. */
  onLost?: (reason: string) => void;
  /** It is back, at the same address. */
  onRestored?: () => void;
  /** Default: `PATCHBAY_POSTGRES_BIN`. */
  postgresBin?: string | null;
  /** For clusters that cannot lie in the data directory. Default: /var/lib/patchbay (macOS: /var/db/patchbay). */
  systemDir?: string;
}

/** What `pg` takes as its configuration. */
export interface DatabaseConnection {
  /** Directory of the Unix socket. */
  host: string;
  user: string;
  database: string;
}

export interface EmbeddedDatabase {
  connection: DatabaseConnection;
  /**
   * Lets go of the database; the last one to let go stops it, and is told when that is done (usually 0.1 s). Close your
   * connections first. A process that just ends lets go as well.
   */
  release(): Promise<void>;
  info: EmbeddedDatabaseInfo;
}

export interface EmbeddedDatabaseInfo extends ReadyDatabase {
  dataDir: string;
  isEphemeral: boolean;
  /** Milliseconds that opening took, seen from here. */
  openMs: number;
}

/**
 * Opens the embedded PostgreSQL of a data directory: joins the keeper that runs it, or starts one.
 *
 * @throws EmbeddedDatabaseError with a message for the person who runs the server
 */
export async function openEmbeddedDatabase(options: OpenEmbeddedDatabaseOptions = {}): Promise<EmbeddedDatabase> {
  const startedAt = performance.now();
  const isEphemeral = options.ephemeral ?? false;
  const dataDir = isEphemeral ? makeEphemeralDirectory() : resolve(options.dataDir ?? defaultDataDir);
  prepareDataDir(dataDir);
  const order: KeeperOrder = {
    dataDir,
    isEphemeral,
    postgresBin: options.postgresBin === undefined ? (process.env['PATCHBAY_POSTGRES_BIN'] ?? null) : options.postgresBin,
    systemDir: options.systemDir ?? (process.platform === 'darwin' ? '/var/db/patchbay' : '/var/lib/patchbay'),
  };
  const first: Attachment = await attachToKeeper(order, options.onProgress ?? (() => undefined));
  const hold = reattaching(order, first, {
    onLost: options.onLost ?? (() => undefined),
    onRestored: options.onRestored ?? (() => undefined),
  });
  return {
    connection: { host: first.ready.socketDir, user: 'patchbay', database: 'patchbay' },
    release: hold.release,
    info: { ...first.ready, dataDir, isEphemeral, openMs: Math.round(performance.now() - startedAt) },
  };
}
