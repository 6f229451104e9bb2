import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';

import { EmbeddedDatabaseError } from './embedded-database-error.ts';
import { isReachableBy } from './is-reachable-by.ts';
import type { SystemUser } from './is-reachable-by.ts';
import { keeperFiles } from './keeper-files.ts';
import { lineSplitter } from './keeper-protocol.ts';
import type { KeeperGreeting, KeeperOrder } from './keeper-protocol.ts';

const program = join(import.meta.dirname, 'keeper', 'main.ts');
const complaintBytesMax = 2_000;

/**
 * Starts a keeper that outlives this process, in a session of its own (Ctrl-C in a terminal does not reach it), with an
 * environment that holds nothing of ours.
 *
 * @returns `listening` when it can be reached now, `busy` when another keeper has the lock
 * @throws EmbeddedDatabaseError when it cannot work at all
 */
export function startKeeper(order: KeeperOrder): Promise<'listening' | 'busy'> {
  return new Promise((settle, reject) => {
    const child = spawn(process.execPath, [program, JSON.stringify(order)], {
      cwd: '/',
      detached: true,
      env: {
        PATH: process.env['PATH'] ?? '/usr/bin:/bin',
        LC_ALL: 'C',
        TZ: 'UTC',
        NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? keeperFiles(order.dataDir).compileCache,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...ownerToBecome(order.dataDir),
    });
    let complaint = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(-complaintBytesMax);
    });
    child.stdout.setEncoding('utf8').on('data', lineSplitter((line) => {
      const greeting = JSON.parse(line) as KeeperGreeting;
      child.stdout.destroy();
      child.stderr.destroy();
      child.unref();
      if (greeting.keeper === 'failed') reject(new EmbeddedDatabaseError(greeting.code, greeting.message));
      else settle(greeting.keeper);
    }));
    child.on('error', (error) => reject(new EmbeddedDatabaseError('start-failed', `The keeper of the database cannot be started: ${error.message}`)));
    child.on('close', (exitCode, signal) => {
      reject(new EmbeddedDatabaseError('start-failed', `The keeper of the database ended at once (${signal ?? `exit code ${exitCode}`}). ${complaint.trim()}`));
    });
  });
}

/**
 * Root in someone else's data directory ("sudo ./patchbay import"): the keeper becomes that user, so that nothing in
 * there ends up owned by root and locked to its owner.
 */
function ownerToBecome(dataDir: string): SystemUser | null {
  if (process.getuid?.() !== 0) return null;
  const { uid, gid } = statSync(dataDir);
  const owner = { uid, gid };
  const needed = [process.execPath, import.meta.dirname, dataDir];
  return uid !== 0 && needed.every((path) => isReachableBy(path, owner)) ? owner : null;
}
