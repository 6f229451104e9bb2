import { renameSync, rmSync, writeFileSync } from 'node:fs';

import { keeperFiles } from '../keeper-files.ts';
import type { KeeperAddress } from '../keeper-files.ts';

/** Tells clients where we are. Written beside and moved into place, so that no one reads half of it. */
export function writeKeeperAddress(dataDir: string, address: KeeperAddress): void {
  const file = keeperFiles(dataDir).address;
  writeFileSync(`${file}.tmp`, `${JSON.stringify(address)}\n`, { mode: 0o600 });
  renameSync(`${file}.tmp`, file);
}

/** After this no one finds us any more. */
export function removeKeeperAddress(dataDir: string): void {
  rmSync(keeperFiles(dataDir).address, { force: true });
}
