import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { EmbeddedDatabaseError } from '../embedded-database-error.ts';
import { isServerOf, serversOf } from './cluster-processes.ts';

const orphanStopMsMax = 120_000;
const survivorStopMsMax = 2_000;

/**
 * Deals with the `postmaster.pid` that an earlier run left: removes it when its process is gone or is another program
 * (numbers are used again), stops the process when it is a server that a killed keeper of ours left behind. PostgreSQL
 * itself only asks whether the number lives, and then refuses to start.
 *
 * The caller holds the keeper's lock. A pid file is never removed while a process still works in the cluster.
 *
 * @param ownPid - the server's pid as the last keeper wrote it down; null when unknown
 * @throws EmbeddedDatabaseError `already-running` when somebody else runs this cluster
 */
export async function recoverPostmasterPid(clusterDir: string, ownPid: number | null, note: (text: string) => void): Promise<void> {
  const file = join(clusterDir, 'postmaster.pid');
  const pid = postmasterPid(file);
  if (pid === null) return;
  if (isServerOf(pid, clusterDir)) {
    if (pid !== ownPid) {
      throw new EmbeddedDatabaseError(
        'already-running',
        `The database in ${clusterDir} is already run by process ${pid}, which Patchbay did not start. Stop it ("kill -INT ${pid}") and start again.`,
      );
    }
    note(`stopping process ${pid}, left behind by a keeper that was killed`);
    await stopOrphan(pid, clusterDir);
  }
  await stopSurvivors(clusterDir, note);
  note(`removing ${file}: process ${pid} is not its server any more`);
  rmSync(file, { force: true });
}

/** The pid in the first line of `postmaster.pid`, or null. */
function postmasterPid(file: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
    return Number.isSafeInteger(pid) && pid > 1 ? pid : null;
  } catch {
    return null;
  }
}

/** Fast shutdown; after two minutes without its checkpoint. */
async function stopOrphan(pid: number, clusterDir: string): Promise<void> {
  const giveUpAt = Date.now() + orphanStopMsMax;
  process.kill(pid, 'SIGINT');
  while (isServerOf(pid, clusterDir)) {
    if (Date.now() > giveUpAt) signal(pid, 'SIGQUIT');
    await sleep(20);
  }
}

/** Children of a killed server end by themselves, unless they are busy: those must not write beside a new server. */
async function stopSurvivors(clusterDir: string, note: (text: string) => void): Promise<void> {
  const giveUpAt = Date.now() + survivorStopMsMax;
  for (let found = serversOf(clusterDir); found.length > 0; found = serversOf(clusterDir)) {
    note(`ending processes ${found.join(', ')} of a server that was killed`);
    for (const pid of found) signal(pid, Date.now() > giveUpAt ? 'SIGKILL' : 'SIGQUIT');
    await sleep(50);
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone meanwhile.
  }
}
