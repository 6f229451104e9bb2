import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Connection } from '#storage/index.ts';
import { databaseUrl } from '../run-patchbay.ts';

const cli = fileURLToPath(new URL('../../server/cli.ts', import.meta.url));

export interface ServerProcess {
  /** `http://127.0.0.1:40123` */
  readonly address: string;
  /** The one-time link, where the server has no account. */
  readonly claimUrl: string | null;
  /** Everything it has written, to both streams. */
  readonly output: () => string;
  /** Resolves when it has ended by itself after SIGTERM. */
  stop(): Promise<void>;
}

/** `patchbay serve` as a process of its own, on a free port, logging everything. Its clock stands still at `now`. */
export async function startServerProcess(connection: Connection, { dataDir, now }: { dataDir: string; now: string }): Promise<ServerProcess> {
  const child = spawn(process.execPath, [cli, 'serve'], {
    env: { ...process.env, NODE_ENV: 'test', DATABASE_URL: databaseUrl(connection), PATCHBAY_DATA_DIR: dataDir, PORT: '0', PATCHBAY_BUILD_PAGES: 'off', PATCHBAY_TEST_CLOCK: now, PATCHBAY_LOG_LEVEL: 'trace', PATCHBAY_LOG_FORM: 'json' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => { child.on('close', resolve); });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => { output += chunk.toString(); });
  const told = await new Promise<{ address: string; claimUrl: string | null }>((resolve, reject) => {
    let address = '';
    createInterface({ input: child.stdout }).on('line', (line) => {
      output += `${line}\n`;
      const entry = asEntry(line);
      if (entry.msg === 'listening') address = entry.address ?? '';
      if (address !== '' && entry.claimUrl !== undefined) resolve({ address, claimUrl: entry.claimUrl });
      // A claimed server says no more; give it a moment to.
      if (entry.msg === 'listening') setTimeout(() => resolve({ address, claimUrl: null }), 300).unref();
    });
    void ended.then((code) => reject(new Error(`the server ended with ${code}: ${output.slice(-2_000)}`)));
  });
  return {
    ...told,
    output: () => output,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function asEntry(line: string): { msg?: string; address?: string; claimUrl?: string } {
  try {
    return JSON.parse(line) as { msg?: string; address?: string; claimUrl?: string };
  } catch {
    return {};
  }
}
