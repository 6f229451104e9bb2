import { join } from 'node:path';
import type { Database } from '#storage/index.ts';
import { readConfig, type Config } from '../config.ts';
import type { DatabaseHost } from '../database-host.ts';
import { trustExtraCa } from '../trust-extra-ca.ts';
import type { CommandContext } from './command.ts';

/** A context with what the server's own commands need beside, and the way to close what was opened. */
export interface OpenContext extends CommandContext {
  /** Throws ConfigError. */
  readonly config: Config;
  /** The database's address, without migrating or opening the pool of the app role. */
  openHost(): Promise<DatabaseHost>;
  close(): Promise<void>;
}

/** `args` may hold --json anywhere before a lone `--`. */
export function openContext(args: readonly string[], env: NodeJS.ProcessEnv = process.env): OpenContext {
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  const isJson = args.slice(0, end).includes('--json');
  const rest = args.filter((arg, at) => at >= end || arg !== '--json');
  const config = readConfig(env);
  trustExtraCa(config.extraCa);
  const note = (text: string): void => { process.stderr.write(`${text}\n`); };
  for (const warning of rest.includes('--help') ? [] : config.warnings) note(`patchbay: ${warning}`);
  let host: Promise<DatabaseHost> | null = null;
  let database: Promise<Database> | null = null;

  const openHost = (): Promise<DatabaseHost> => (host ??= startHost(config, note));
  return {
    args: rest, json: isJson, clock: config.clock, config, env, note, openHost,
    stdin: process.stdin,
    dataDir: config.dataDir,
    filesDir: join(config.dataDir, 'files'),
    dialects: dialectNames,
    print: (text) => { (isJson ? process.stderr : process.stdout).write(`${text}\n`); },
    printJson: (value) => { if (isJson) process.stdout.write(`${JSON.stringify(value)}\n`); },
    openDatabase: () => (database ??= openMigrated(openHost, note)),
    close: async () => {
      await database?.then((open) => open.close(), () => {});
      await host?.then((held) => held.release(), () => {});
    },
  };
}

/** The APIs that tokens are made for; the same names as in server/dialects.ts, without loading them. */
export const dialectNames: readonly string[] = ['native', 'nimchat', 'timetoreply', 'ccai'];

async function startHost(config: Config, note: (text: string) => void): Promise<DatabaseHost> {
  const { openDatabaseHost } = await import('../database-host.ts');
  return openDatabaseHost(config, { onProgress: note });
}

/** A short message only where the schema was not of this version. */
async function openMigrated(openHost: () => Promise<DatabaseHost>, note: (text: string) => void): Promise<Database> {
  const { connection } = await openHost();
  const { migrate, openDatabase } = await import('#storage/index.ts');
  let steps = 0;
  await migrate({ connection, onStep: () => { steps += 1; } });
  if (steps > 0) note(`patchbay: the database was brought to this version (${steps} steps)`);
  return openDatabase(connection, { size: 4 });
}
