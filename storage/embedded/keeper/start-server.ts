import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { SystemUser } from '../is-reachable-by.ts';
import type { CappedLog } from './capped-log.ts';
import { explainFailure } from './explain-failure.ts';
import { guardAgainstOrphan } from './orphan-guard.ts';
import { fixedArguments } from './postgres-settings.ts';
import { plainEnvironment } from './run-program.ts';

const readyPollMs = 5;
const slowAfterMs = 3_000;
const lastWordsMs = 100;

export interface ServerOrder {
  binDir: string;
  clusterDir: string;
  socketDir: string;
  user: SystemUser | null;
  log: CappedLog;
  /** Told once when a start takes over three seconds, which means crash recovery. */
  onSlow: () => void;
  onPid: (pid: number) => void;
}

/** A running server. */
export interface Server {
  pid: number;
  /** Settles when the process ends, however it ends. */
  ended: Promise<{ exitCode: number | null; signal: NodeJS.Signals | null }>;
  signal(name: NodeJS.Signals): void;
}

/**
 * Starts PostgreSQL and waits until it accepts connections. There is no time limit while the process lives: recovery
 * after a crash may take minutes.
 *
 * @throws EmbeddedDatabaseError when the server ends before that, with its own words
 */
export async function startServer(order: ServerOrder): Promise<Server> {
  const { binDir, clusterDir, log } = order;
  log.clearTail();
  const child = spawn(join(binDir, 'postgres'), ['-D', clusterDir, ...fixedArguments(order.socketDir)], {
    cwd: '/',
    env: plainEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    ...order.user,
  });
  child.stdout.on('data', (chunk: Buffer) => log.write(chunk));
  child.stderr.on('data', (chunk: Buffer) => log.write(chunk));
  const childEnded = endOf(child);
  if (child.pid === undefined) {
    const { error } = await childEnded;
    throw explainFailure('PostgreSQL could not be started', String(error?.message ?? ''));
  }
  const pid = child.pid;
  const dismissGuard = guardAgainstOrphan(pid, order.user);
  order.onPid(pid);

  let hasEnded = false;
  const ended = childEnded.then(async (end) => {
    hasEnded = true;
    await dismissGuard();
    return end;
  });
  const slowAt = Date.now() + slowAfterMs;
  let isSlowTold = false;
  while (!isReady(clusterDir, pid)) {
    if (hasEnded) throw explainFailure(`PostgreSQL did not start in ${clusterDir}`, log.tail());
    if (!isSlowTold && Date.now() > slowAt) {
      isSlowTold = true;
      order.onSlow();
    }
    await sleep(readyPollMs);
  }
  return { pid, ended, signal: (name) => void child.kill(name) };
}

function endOf(child: ChildProcess): Promise<{ exitCode: number | null; signal: NodeJS.Signals | null; error?: Error }> {
  return new Promise((settle) => {
    child.on('error', (error) => settle({ exitCode: null, signal: null, error }));
    child.on('close', (exitCode, signal) => settle({ exitCode, signal }));
    // A busy child of a killed server holds its output open: give last words a moment, not for ever.
    child.on('exit', (exitCode, signal) => setTimeout(() => settle({ exitCode, signal }), lastWordsMs));
  });
}

/** The server keeps its pid in line 1 and its state in line 8 of `postmaster.pid`. */
function isReady(clusterDir: string, pid: number): boolean {
  try {
    const lines = readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8').split('\n');
    return lines[0] === String(pid) && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}
