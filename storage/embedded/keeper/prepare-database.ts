import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { findPostgresBinaries, postgresVersion } from '../find-postgres-binaries.ts';
import type { SystemUser } from '../is-reachable-by.ts';
import type { KeeperOrder } from '../keeper-protocol.ts';
import type { CappedLog } from './capped-log.ts';
import { placeCluster } from './place-cluster.ts';
import { prepareCluster } from './prepare-cluster.ts';
import { readyBinaries } from './ready-binaries.ts';
import { recoverPostmasterPid } from './recover-postmaster-pid.ts';
import { startServer } from './start-server.ts';
import type { Server } from './start-server.ts';

export interface PrepareDatabaseInput {
  order: KeeperOrder;
  user: SystemUser | null;
  socketDir: string;
  log: CappedLog;
  /** Pid of the server that the last keeper of this directory ran; null when it ended in peace. */
  previousPid: number | null;
  onStep: (step: string) => void;
  onPid: (pid: number) => void;
}

export interface PreparedDatabase {
  server: Server;
  restart: () => Promise<Server>;
  clusterDir: string;
  binDir: string;
  postgresVersion: string;
  isNew: boolean;
  /** On the clock of `performance.now()`. */
  readyAt: number;
}

/** From an order to a server that accepts connections: programs, place, cluster, leftovers, start. */
export async function prepareDatabase(input: PrepareDatabaseInput): Promise<PreparedDatabase> {
  const { order, user, log, onStep } = input;
  const found = findPostgresBinaries({ postgresBin: order.postgresBin });
  const copiesDir = user === null ? join(order.dataDir, 'cache') : join(order.systemDir, 'binaries');
  const binDir = readyBinaries(found, user, copiesDir);
  const version = postgresVersion(binDir);

  const { clusterDir, notes } = placeCluster(order.dataDir, user, order.systemDir);
  for (const note of notes) onStep(note);
  await recoverPostmasterPid(clusterDir, input.previousPid, log.note);
  const { isNew } = await prepareCluster({ clusterDir, binDir, user, isEphemeral: order.isEphemeral, postgresVersion: version, onStep });

  let lastPid: number | null = null;
  const start = async (): Promise<Server> => {
    await recoverPostmasterPid(clusterDir, lastPid, log.note);
    // No server of this cluster lives now, so what lies here is a killed one's, and would stop a new one.
    for (const name of ['.s.PGSQL.5432', '.s.PGSQL.5432.lock']) rmSync(join(input.socketDir, name), { force: true });
    return startServer({
      binDir,
      clusterDir,
      socketDir: input.socketDir,
      user,
      log,
      onSlow: () => onStep('The database is recovering from a crash; this can take a few minutes'),
      onPid: (pid) => {
        lastPid = pid;
        input.onPid(pid);
      },
    });
  };
  const server = await start();
  return { server, restart: start, clusterDir, binDir, postgresVersion: version, isNew, readyAt: performance.now() };
}
