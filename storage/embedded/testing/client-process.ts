import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { after } from 'node:test';

import type { DatabaseConnection, EmbeddedDatabaseInfo, OpenEmbeddedDatabaseOptions } from '../index.ts';
import type { SystemUser } from '../is-reachable-by.ts';
import { lineSplitter } from '../keeper-protocol.ts';

export interface ClientLine {
  progress?: string;
  lost?: string;
  restored?: boolean;
  released?: boolean;
  info?: EmbeddedDatabaseInfo;
  connection?: DatabaseConnection;
  error?: { code: string; message: string };
  /** Milliseconds since 1970. */
  at: number;
}

/** Another process that holds an embedded database. */
export interface ClientProcess {
  lines: ClientLine[];
  /** The first line, so far or to come, that has `field`. Rejects when the process ends without. */
  said<F extends keyof ClientLine>(field: F): Promise<NonNullable<ClientLine[F]>>;
  kill(signal: NodeJS.Signals): void;
  ended: Promise<void>;
}

export interface ClientProcessOptions extends Pick<OpenEmbeddedDatabaseOptions, 'dataDir' | 'ephemeral' | 'postgresBin' | 'systemDir'> {
  user?: SystemUser;
  environment?: NodeJS.ProcessEnv;
  /** `hold-database.ts` of another checkout. */
  program?: string;
}

const holdDatabase = join(import.meta.dirname, 'hold-database.ts');

const running = new Set<ChildProcess>();
// A test that failed half-way must not leave its clients, and with them their databases, behind.
after(() => {
  for (const child of running) child.kill('SIGKILL');
});

export function startClient({ user, environment, program = holdDatabase, ...options }: ClientProcessOptions): ClientProcess {
  const child = spawn(process.execPath, [program, JSON.stringify(options)], {
    cwd: '/',
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
    ...user,
  });
  running.add(child);
  const lines: ClientLine[] = [];
  const wake = new Set<() => void>();
  const ended = new Promise<void>((settle) => {
    child.on('close', () => {
      running.delete(child);
      settle();
      for (const look of wake) look();
    });
  });
  child.stdout.setEncoding('utf8').on('data', lineSplitter((line) => {
    lines.push(JSON.parse(line) as ClientLine);
    for (const look of wake) look();
  }));
  return {
    lines,
    ended,
    kill: (signal) => void child.kill(signal),
    said: (field) => new Promise((settle, reject) => {
      const look = (): void => {
        const value = lines.find((line) => line[field] !== undefined)?.[field];
        if (value !== undefined) {
          wake.delete(look);
          settle(value);
        } else if (child.exitCode !== null || child.signalCode !== null) {
          reject(new Error(`the client ended without "${field}": ${JSON.stringify(lines)}`));
        }
      };
      wake.add(look);
      look();
    }),
  };
}
