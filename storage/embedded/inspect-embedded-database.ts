import { openKeeperPipe } from './keeper-pipe.ts';
import type { KeeperState } from './keeper-protocol.ts';
import { resolveDataDir } from './resolve-data-dir.ts';
import type { DataDirLocation } from './resolve-data-dir.ts';

/** What can be said about an embedded database without starting or holding it. */
export interface EmbeddedDatabaseInspection {
  location: DataDirLocation;
  /** What its keeper says; null when none runs. */
  keeper: KeeperState | null;
}

/** Asks the keeper of a data directory for its state. Starts nothing and changes nothing. */
export async function inspectEmbeddedDatabase(dataDir: string): Promise<EmbeddedDatabaseInspection> {
  const location = resolveDataDir(dataDir);
  const keeper = await new Promise<KeeperState | null>((settle) => {
    void openKeeperPipe(location.dataDir, 'status', { onState: settle, onClosed: () => settle(null) }).then((pipe) => {
      if (pipe === null) settle(null);
    });
  });
  return { location, keeper };
}
