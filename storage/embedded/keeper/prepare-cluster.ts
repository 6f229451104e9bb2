import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { EmbeddedDatabaseError } from '../embedded-database-error.ts';
import type { SystemUser } from '../is-reachable-by.ts';
import { hostBasedAccess, postgresSettings } from './postgres-settings.ts';
import { nameGivingPrefix, plainEnvironment, runProgram } from './run-program.ts';
import { explainFailure } from './explain-failure.ts';

const buildingMark = '.new-';
const newClusterBytesMin = 128 * 1024 ** 2;

export interface ClusterOrder {
  clusterDir: string;
  binDir: string;
  user: SystemUser | null;
  isEphemeral: boolean;
  /** Of the programs, for example `18.4`. */
  postgresVersion: string;
  onStep: (step: string) => void;
}

/**
 * Makes sure that a cluster is there, of the right major version, owned by the right user and with current settings.
 * A new one is built in a directory beside and moved into place when it is whole, so a crash leaves none or all of it.
 *
 * @returns whether the cluster is new
 * @throws EmbeddedDatabaseError `other-major-version`, `data-dir-unusable`, `disk-full` or `start-failed`
 */
export async function prepareCluster(order: ClusterOrder): Promise<{ isNew: boolean }> {
  const isNew = !existsSync(join(order.clusterDir, 'PG_VERSION'));
  if (isNew) await createCluster(order);
  else checkCluster(order);
  writeSettings(order.clusterDir, order);
  return { isNew };
}

function checkCluster({ clusterDir, postgresVersion }: ClusterOrder): void {
  const found = readFileSync(join(clusterDir, 'PG_VERSION'), 'utf8').trim();
  const wanted = String(Number.parseInt(postgresVersion, 10));
  if (found !== wanted) {
    throw new EmbeddedDatabaseError(
      'other-major-version',
      `The database in ${clusterDir} was made by PostgreSQL ${found}; this Patchbay carries PostgreSQL ${wanted}. Take a backup with the version of Patchbay that made it ("./patchbay backup FILE"), then restore it with this one into an empty data directory ("./patchbay restore FILE"). Or point PATCHBAY_POSTGRES_BIN to the programs of PostgreSQL ${found}.`,
    );
  }
  const { uid } = statSync(clusterDir);
  const own = process.getuid?.() ?? uid;
  if (own !== 0 && uid !== own) {
    throw new EmbeddedDatabaseError(
      'data-dir-unusable',
      `The database in ${clusterDir} belongs to user ${uid}, and this is user ${own}. Start Patchbay as the user that first started it, or hand it over: "chown -R ${own} ${clusterDir}".`,
    );
  }
}

async function createCluster(order: ClusterOrder): Promise<void> {
  const { clusterDir, binDir, user } = order;
  if (existsSync(clusterDir) && readdirSync(clusterDir).length > 0) {
    throw new EmbeddedDatabaseError(
      'data-dir-unusable',
      `${clusterDir} holds files but no database of PostgreSQL. Move them away, or set PATCHBAY_DATA_DIR to another directory.`,
    );
  }
  order.onStep('Creating the database (only at the first start)');
  requireRoom(dirname(clusterDir));
  removeLeftovers(clusterDir);
  const building = `${clusterDir}${buildingMark}${randomBytes(4).toString('hex')}`;
  mkdirSync(building, { mode: 0o700 });
  if (user !== null) chownSync(building, user.uid, user.gid);

  await run(order, 'initdb', [
    '-D', building, '-U', 'patchbay', '--auth=trust', '--encoding=UTF8', '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8', '--locale=C', '--data-checksums', '--no-instructions',
    // A throw-away cluster need not reach the disk; any other is synced by initdb, and once more at shutdown.
    ...(order.isEphemeral ? ['--no-sync'] : []),
  ]);
  writeSettings(building, order);
  writeFileSync(join(building, 'custom.conf'), '# Settings of your own, read after all others. They count from the next start of the database.\n', { mode: 0o600 });
  if (user !== null) chownSync(join(building, 'custom.conf'), user.uid, user.gid);
  await run(order, 'postgres', ['--single', '-D', building, 'postgres'], 'CREATE DATABASE patchbay;\n');
  if (existsSync(clusterDir)) rmSync(clusterDir, { recursive: true });
  renameSync(building, clusterDir);
  syncDirectory(dirname(clusterDir));

  async function run(of: ClusterOrder, program: string, args: string[], input = ''): Promise<void> {
    const [first, ...rest] = [...nameGivingPrefix(of.user), join(binDir, program), ...args];
    const result = await runProgram(first ?? '', rest, { user: of.user, environment: plainEnvironment(), input });
    if (result.exitCode === 0 && !/^\S* ?\[?\d*\]?.*ERROR: /m.test(result.output)) return;
    rmSync(building, { recursive: true, force: true });
    throw explainFailure(`${program} could not create the database in ${clusterDir}`, result.output);
  }
}

/** What starts that were killed left; an initdb that is just ending may still write into one, which the next start removes. */
function removeLeftovers(clusterDir: string): void {
  const parent = dirname(clusterDir);
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(basename(clusterDir) + buildingMark)) continue;
    try {
      rmSync(join(parent, name), { recursive: true, force: true });
    } catch {
      // Still written to.
    }
  }
}

function requireRoom(directory: string): void {
  const { bavail, bsize } = statfsSync(directory);
  if (bavail * bsize >= newClusterBytesMin) return;
  throw new EmbeddedDatabaseError(
    'disk-full',
    `There are only ${Math.floor((bavail * bsize) / 1024 ** 2)} MB free in ${directory}; a new database needs ${newClusterBytesMin / 1024 ** 2} MB. Free some, or set PATCHBAY_DATA_DIR to another disk.`,
  );
}

function writeSettings(clusterDir: string, { isEphemeral, user }: ClusterOrder): void {
  for (const [name, text] of [['postgresql.conf', postgresSettings({ isEphemeral })], ['pg_hba.conf', hostBasedAccess]] as const) {
    const file = join(clusterDir, name);
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
    // Beside and moved: a full disk must not leave an empty file.
    writeFileSync(`${file}.tmp`, text, { mode: 0o600 });
    if (user !== null) chownSync(`${file}.tmp`, user.uid, user.gid);
    renameSync(`${file}.tmp`, file);
  }
  chmodSync(clusterDir, 0o700);
}

function syncDirectory(directory: string): void {
  const descriptor = openSync(directory, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
