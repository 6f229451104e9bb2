import { spawn } from 'node:child_process';

import type { SystemUser } from '../is-reachable-by.ts';

/**
 * Stops the server when this process dies without a word (kill -9). A small shell waits on a pipe that only we hold
 * open: a line means that all is well and it may go, the end of the pipe means that we are dead. Unlike a parent-death
 * signal this works on every Unix and needs no extra program.
 *
 * @returns a function that dismisses the guard and settles when it is gone; call it when the server has ended
 */
export function guardAgainstOrphan(serverPid: number, user: SystemUser | null): () => Promise<void> {
  const guard = spawn('/bin/sh', ['-c', 'read -r word || kill -INT "$1"', 'patchbay-guard', String(serverPid)], {
    cwd: '/',
    // A session of its own: whatever hits the keeper's process group does not hit the guard.
    detached: true,
    env: {},
    stdio: ['pipe', 'ignore', 'ignore'],
    ...user,
  });
  guard.on('error', () => undefined);
  guard.stdin.on('error', () => undefined);
  const gone = new Promise<void>((settle) => guard.on('close', () => settle()));
  return () => {
    guard.stdin.end('done\n');
    return gone;
  };
}
