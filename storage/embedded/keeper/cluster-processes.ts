import { execFileSync } from 'node:child_process';
import { readdirSync, readlinkSync, realpathSync } from 'node:fs';
import { basename } from 'node:path';

/** True when `pid` is a living PostgreSQL process that works in `clusterDir`. */
export function isServerOf(pid: number, clusterDir: string): boolean {
  try {
    if (process.platform === 'linux') return isLinuxServerOf(pid, realpathSync(clusterDir));
    const command = execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return command.includes('postgres') && command.includes(clusterDir);
  } catch {
    // Gone, ended but not yet collected, or another user's: not one of ours.
    return false;
  }
}

/**
 * All PostgreSQL processes that work in `clusterDir`: after a server was killed, those of its children that are too busy
 * to notice. Linux only; elsewhere PostgreSQL's own check of its shared memory has to do.
 */
export function serversOf(clusterDir: string): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').map(Number).filter((pid) => Number.isInteger(pid) && isServerOf(pid, clusterDir));
}

/** Every process of a server works in its data directory. The program file may have been replaced ("(deleted)"). */
function isLinuxServerOf(pid: number, realClusterDir: string): boolean {
  if (readlinkSync(`/proc/${pid}/cwd`) !== realClusterDir) return false;
  return basename(readlinkSync(`/proc/${pid}/exe`)).replace(/ \(deleted\)$/, '') === 'postgres';
}
