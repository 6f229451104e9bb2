import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Connection } from '#storage/index.ts';

const cli = fileURLToPath(new URL('../server/cli.ts', import.meta.url));

export interface Ran { readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly stdout: string; readonly stderr: string }

export interface RunOptions { readonly env?: Readonly<Record<string, string>>; readonly stdinFile?: string }

/** DATABASE_URL of a test database on a Unix socket. */
export function databaseUrl(connection: Connection): string {
  if ('connectionString' in connection) return connection.connectionString;
  return `postgresql://${connection.user}@localhost/${connection.database}?host=${encodeURIComponent(connection.host)}`;
}

/** Runs the command line as a process of its own, as a user would. */
export function runPatchbay(args: readonly string[], { env = {}, stdinFile }: RunOptions = {}): Promise<Ran> {
  const child = spawn(process.execPath, [cli, ...args], { env: { ...process.env, NODE_ENV: 'test', ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
  if (stdinFile === undefined) child.stdin.end();
  else createReadStream(stdinFile).pipe(child.stdin);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }));
  });
}

/** The same, and the JSON it prints; throws where it fails. */
export async function runPatchbayJson<Result>(args: readonly string[], options: RunOptions = {}): Promise<Result> {
  const ran = await runPatchbay([...args, '--json'], options);
  if (ran.code !== 0) throw new Error(`patchbay ${args.join(' ')} ended with ${ran.code ?? ran.signal}: ${ran.stderr}`);
  return JSON.parse(ran.stdout) as Result;
}

/** JSON lines of an export. */
export async function runPatchbayLines<Row>(args: readonly string[], options: RunOptions = {}): Promise<Row[]> {
  const ran = await runPatchbay(args, options);
  if (ran.code !== 0) throw new Error(`patchbay ${args.join(' ')} ended with ${ran.code ?? ran.signal}: ${ran.stderr}`);
  return ran.stdout.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Row);
}
