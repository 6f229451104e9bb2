import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inspectDatabase, inspectWork } from '#storage/inspect/index.ts';
import type { Config } from '../config.ts';
import { consumers } from '../consumers.ts';
import { openDatabaseHost } from '../database-host.ts';
import { findRunningServers } from '../process/running-servers.ts';
import { checkDatabase } from './check-database.ts';
import { checkMachine } from './check-machine.ts';
import { checkFiles, checkSecretKey } from './check-storage.ts';
import { checkWork } from './check-work.ts';
import { problem, type Check } from './check.ts';

const sampleMax = 50;

/** All checks. Changes nothing; starts the embedded database for its time where it does not run, but never makes one. */
export async function examine(config: Config): Promise<Check[]> {
  const machine = await checkMachine(config);
  if (config.database.kind === 'embedded' && (!existsSync(config.dataDir) || machine.some(({ status, name }) => status === 'problem' && name !== 'free space'))) return machine;
  return [...machine, ...await withDatabase(config)];
}

async function withDatabase(config: Config): Promise<Check[]> {
  try {
    const host = await openDatabaseHost(config);
    try {
      const state = await inspectDatabase(host.connection);
      const checks = checkDatabase(state);
      if (!state.isMigrated || state.unknownSteps.length > 0 || state.missingSteps.some((name) => !name.startsWith('functions/'))) return checks;
      const work = await inspectWork(host.connection, { consumers: consumers.map(({ name }) => name), sampleMax });
      return [
        ...checks,
        await checkSecretKey(config, work.sealed),
        await checkFiles(join(config.dataDir, 'files'), work),
        ...checkWork(work, { isServerRunning: findRunningServers(config.dataDir).length > 0 }),
      ];
    } finally {
      await host.release();
    }
  } catch (error) {
    return [problem('database', error instanceof Error ? error.message : String(error), 'Nothing that needs it was checked.')];
  }
}
