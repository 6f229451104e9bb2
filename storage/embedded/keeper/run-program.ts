import { spawn, spawnSync } from 'node:child_process';
import { userInfo } from 'node:os';

import { EmbeddedDatabaseError } from '../embedded-database-error.ts';
import type { SystemUser } from '../is-reachable-by.ts';
import { guardAgainstOrphan } from './orphan-guard.ts';

export interface ProgramResult {
  exitCode: number | null;
  /** Standard output and error together, as far as 64 kB. */
  output: string;
}

export interface ProgramOptions {
  /** Run as this user; null = as we are. */
  user: SystemUser | null;
  environment: NodeJS.ProcessEnv;
  input?: string;
}

/** Runs a program to its end, or to ours. Rejects only when it cannot be started at all. */
export function runProgram(program: string, args: readonly string[], options: ProgramOptions): Promise<ProgramResult> {
  return new Promise((settle, reject) => {
    const child = spawn(program, args, {
      cwd: '/',
      env: options.environment,
      stdio: ['pipe', 'pipe', 'pipe'],
      ...options.user,
    });
    const dismissGuard = child.pid === undefined ? null : guardAgainstOrphan(child.pid, options.user);
    let output = '';
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-64 * 1024);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (exitCode) => {
      void Promise.resolve(dismissGuard?.()).then(() => settle({ exitCode, output }));
    });
    // A program that ends without reading its input breaks the pipe: its exit code tells more.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}

/** What PostgreSQL's programs see of our environment: nothing that could change them, no secrets. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

/**
 * The words to put before `initdb` and `postgres --single`, which refuse a user without a name. Usually none. For a
 * numeric user (a container with `USER 10001`) a user namespace in which that number is `nobody` helps where allowed.
 *
 * @throws EmbeddedDatabaseError `no-service-user` when the user has no name and namespaces are not allowed
 */
export function nameGivingPrefix(user: SystemUser | null): string[] {
  if (user !== null || hasName()) return [];
  const prefix = ['unshare', '--user', '--map-user=65534', '--map-group=65534'];
  const probe = spawnSync('unshare', [...prefix.slice(1), 'id', '-un'], { encoding: 'utf8' });
  if (probe.status === 0 && probe.stdout.trim() !== '65534') return prefix;
  const uid = process.getuid?.() ?? 0;
  throw new EmbeddedDatabaseError(
    'no-service-user',
    `PostgreSQL cannot create a database as user ${uid}, because that user has no name on this system. Add a line to /etc/passwd (in a Dockerfile: RUN useradd --uid ${uid} patchbay), start Patchbay as a user with a name, or set DATABASE_URL.`,
  );
}

function hasName(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}
