import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Connection } from '#storage/index.ts';
import { databaseUrl } from '../run-patchbay.ts';

const cli = fileURLToPath(new URL('../../server/cli.ts', import.meta.url));

export interface SupervisedServer {
  /** How often it was started. */
  starts(): number;
  /** Since when the present process is up, by performance.now(); null while it starts. */
  upSince(): number | null;
  /** Where it answers HTTP, once it is up; '' before. */
  readonly address: () => string;
  readonly pid: () => number | null;
  /** SIGKILL now; it is started again. */
  kill(): void;
  /** Moments of death, by performance.now(). */
  readonly deaths: readonly number[];
  readonly output: () => string;
  /** Ends it for good, by SIGTERM. */
  stop(): Promise<void>;
}

export interface SuperviseOptions {
  readonly dataDir: string;
  readonly smtpPort: number;
  /** Its crash point for each start in turn; null or the end of the list: none. */
  readonly crashAt?: readonly (string | null)[];
  /** After each death, before the next start. */
  readonly onDeath?: () => Promise<void>;
  /** Settings beside these. */
  readonly env?: Readonly<Record<string, string>>;
}

/** `patchbay serve` that is started again whenever it dies. `connection` null: with the embedded database of its data directory. */
export function superviseServer(connection: Connection | null, { dataDir, smtpPort, crashAt = [], onDeath = async () => {}, env: more = {} }: SuperviseOptions): SupervisedServer {
  const deaths: number[] = [];
  let child: ChildProcess | null = null;
  let starts = 0;
  let upSince: number | null = null;
  let output = '';
  let address = '';
  let isStopping = false;
  let ended: Promise<void> = Promise.resolve();

  const start = (): void => {
    const crash = crashAt[starts] ?? null;
    starts += 1;
    upSince = null;
    const { PATCHBAY_CRASH_AT: _, DATABASE_URL: __, ...env } = process.env;
    const own = spawn(process.execPath, [cli, 'serve'], {
      env: {
        ...env, NODE_ENV: 'test', ...(connection === null ? {} : { DATABASE_URL: databaseUrl(connection) }), PATCHBAY_DATA_DIR: dataDir, PORT: '0', PATCHBAY_SMTP_PORT: String(smtpPort), PATCHBAY_OUTBOUND_ALLOW: '127.0.0.1', PATCHBAY_BUILD_PAGES: 'off',
        PATCHBAY_LOG_FORM: 'json', ...more, ...(crash === null ? {} : { PATCHBAY_CRASH_AT: crash }),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = own;
    const hear = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-200_000);
      address = /"address":"(http[^"]+)"/.exec(output.slice(-10_000))?.[1] ?? address;
      if (upSince === null && chunk.includes('taking mail by SMTP')) upSince = performance.now();
    };
    own.stdout.on('data', hear);
    own.stderr.on('data', hear);
    ended = new Promise((resolve) => {
      own.on('close', () => {
        deaths.push(performance.now());
        resolve();
        if (!isStopping) void onDeath().catch(() => {}).then(() => { if (!isStopping) start(); });
      });
    });
  };
  start();
  return {
    starts: () => starts, upSince: () => upSince, deaths, output: () => output, address: () => address, pid: () => child?.pid ?? null,
    kill: () => { child?.kill('SIGKILL'); },
    stop: async () => {
      isStopping = true;
      child?.kill('SIGTERM');
      await ended;
    },
  };
}
