import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '#storage/index.ts';
import { openEmbeddedDatabase } from '#storage/embedded/index.ts';
import { freePort } from '../outside/free-port.ts';

/** A PostgreSQL on a TCP port whose life the test holds in its hands: nobody starts it again by himself. */
export interface OwnPostgres {
  readonly port: number;
  /** For a server that goes there directly, or by another port (a proxy). */
  url(port?: number): string;
  /** As `pg_ctl stop -m immediate` does; resolves when it is gone. */
  stopAtOnce(): Promise<void>;
  /** Resolves when it accepts connections. */
  start(): Promise<void>;
  /** Runs one statement as its owner. */
  run(statement: string): Promise<void>;
  close(): Promise<void>;
}

/** Migrated, durable settings, in a directory of its own. */
export async function startOwnPostgres(): Promise<OwnPostgres> {
  const dir = await mkdtemp(join(tmpdir(), 'own-postgres-'));
  const embedded = await openEmbeddedDatabase({ dataDir: dir });
  await migrate({ connection: embedded.connection });
  const { binDir, clusterDir } = embedded.info;
  await embedded.release();
  const { uid, gid } = statSync(clusterDir);
  const port = await freePort();
  const access = join(clusterDir, 'tcp_hba.conf');
  await writeFile(access, 'host all all 127.0.0.1/32 trust\n', { mode: 0o644 });
  let child: ChildProcess | null = null;
  let ended: Promise<void> = Promise.resolve();

  const url = (at = port): string => `postgresql://patchbay@127.0.0.1:${at}/patchbay`;
  const run = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: url(), connectionTimeoutMillis: 5_000 });
    client.on('error', () => {});
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end().catch(() => {});
    }
  };
  const start = async (): Promise<void> => {
    const own = spawn(join(binDir, 'postgres'), ['-D', clusterDir, '-c', 'listen_addresses=127.0.0.1', '-c', `port=${port}`, '-c', 'unix_socket_directories=', '-c', `hba_file=${access}`], {
      cwd: '/', env: { PATH: process.env['PATH'], LC_ALL: 'C' }, stdio: 'ignore', ...(process.getuid?.() === 0 ? { uid, gid } : {}),
    });
    child = own;
    ended = new Promise((resolve) => { own.on('close', () => resolve()); });
    for (let tries = 0; ; tries += 1) {
      const isUp = await run('SELECT 1').then(() => true, () => false);
      if (isUp) return;
      if (own.exitCode !== null || tries > 2_000) throw new Error('the PostgreSQL of the test does not start');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const stopAtOnce = async (): Promise<void> => {
    child?.kill('SIGQUIT');
    await ended;
    child = null;
  };
  await start();
  return {
    port, url, run, start, stopAtOnce,
    close: async () => {
      await stopAtOnce();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
