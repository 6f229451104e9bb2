import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { EmbeddedDatabaseError, findPostgresBinaries, inspectEmbeddedDatabase, postgresVersion } from '#storage/embedded/index.ts';
import type { Config } from '../config.ts';
import { findRunningServers } from '../process/running-servers.ts';
import { ok, problem, warning, type Check } from './check.ts';

const gigabyte = 1_000_000_000;

/** Runtime, programs, data directory: all that can be said without the database. */
export async function checkMachine(config: Config): Promise<Check[]> {
  return [checkRuntime(), ...config.warnings.map((text) => warning('settings', text)), checkPrograms(config), ...await checkDataDir(config)];
}

function checkRuntime(): Check {
  const major = Number(process.versions.node.split('.')[0]);
  const text = `Node ${process.versions.node} (${process.execPath})`;
  return major >= 26 ? ok('runtime', text) : problem('runtime', text, 'Node 26 or newer is needed: run "npm ci", or set PATCHBAY_NODE.');
}

function checkPrograms(config: Config): Check {
  if (config.database.kind === 'url') return ok('database programs', 'not needed: DATABASE_URL is set');
  try {
    const { binDir, source } = findPostgresBinaries({ postgresBin: config.postgresBin });
    return ok('database programs', `PostgreSQL ${postgresVersion(binDir)} (${source}: ${binDir})`);
  } catch (error) {
    return problem('database programs', error instanceof EmbeddedDatabaseError ? error.message : String(error));
  }
}

async function checkDataDir({ dataDir, database }: Config): Promise<Check[]> {
  if (!existsSync(dataDir)) return [warning('data directory', `${dataDir} is not there yet`, 'The first start makes it.')];
  const checks: Check[] = [];
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    const isOpen = (statSync(dataDir).mode & 0o006) !== 0;
    checks.push(isOpen ? warning('data directory', `${dataDir} can be read by every user of this machine`, `chmod o-rw ${dataDir}`) : ok('data directory', dataDir));
  } catch {
    checks.push(problem('data directory', `this user may not read and write ${dataDir}`, 'Run patchbay as its owner.'));
  }
  if (database.kind === 'embedded') {
    const { location, keeper } = await inspectEmbeddedDatabase(dataDir);
    const isThere = existsSync(location.clusterDir) || existsSync(dirname(location.clusterDir));
    const where = location.isElsewhere ? `the database lies in ${location.clusterDir} (${location.pointerFile} points there)` : `the database lies in it${keeper ? ', and runs' : ''}`;
    checks.push(isThere ? ok('database directory', where) : problem('database directory', `${location.clusterDir} is gone`, 'Put it back, or restore a backup into an empty data directory.'));
    if (isThere && location.isElsewhere) checks.push(freeSpace('free space (database)', dirname(location.clusterDir)));
  }
  checks.push(freeSpace('free space', dataDir));
  const servers = findRunningServers(dataDir);
  checks.push(ok('servers', servers.length === 0 ? 'none runs' : servers.map(({ pid, address }) => `${address} (process ${pid})`).join(', ')));
  return checks;
}

function freeSpace(name: string, path: string): Check {
  const { bavail, bsize, blocks } = statfsSync(path);
  const free = bavail * bsize;
  const text = `${(free / gigabyte).toFixed(1)} GB free for ${path}`;
  if (free < 0.2 * gigabyte) return problem(name, text, 'Make room: when the disk is full, mail is refused until there is some.');
  return free < 0.1 * blocks * bsize && free < 20 * gigabyte ? warning(name, text, 'Less than a tenth is left.') : ok(name, text);
}
