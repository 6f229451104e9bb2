import { join } from 'node:path';
import type { Logger } from 'pino';
import { CoreError, nowText } from '#core/kernel/index.ts';
import type { Database } from '#storage/index.ts';
import { announce } from './announce.ts';
import type { Config } from './config.ts';
import { openDatabaseHost } from './database-host.ts';
import { loadDemo } from './load-demo.ts';
import { checkPort, explainListenError } from './process/check-port.ts';
import { findRunningServers, noteRunningServer } from './process/running-servers.ts';
import { publicAddress } from './public-address.ts';
import { shutdownSignal } from './shutdown-signal.ts';
import { trustExtraCa } from './trust-extra-ca.ts';
import { readVersion } from './version.ts';

/** A balancer sees `/readyz` fail before the socket closes. */
const drainMs = 500;
/** Requests under way get so long; what is left of ten seconds is for the background work and the database. */
const requestsGraceMs = 6_000;
const deadlineMs = 9_500;
/** How long an outside database may be away when the server starts. */
const databaseWaitMs = 60_000;

export interface RunOptions {
  readonly config: Config;
  readonly isDemo?: boolean;
}

/** Runs the server until a signal ends it. Returns the exit code. Throws where it cannot start. */
export async function runServer({ config, isDemo = false }: RunOptions): Promise<number> {
  trustExtraCa(config.extraCa);
  const others = findRunningServers(config.dataDir);
  await checkPort(config.host, config.port);
  let isStarted = false;
  const signal = shutdownSignal({ deadlineMs, onDeadline: () => process.stderr.write('Stopping took too long; what was under way is rolled back.\n') });
  void signal.then(() => { if (!isStarted) process.exit(0); }); // the keeper notices that we left

  // The database starts while the rest is loaded: two cores, and the time of the slower one only.
  const hosting = openDatabaseHost(config, {
    waitMs: databaseWaitMs,
    onProgress: (text) => { void logging.then(({ logger }) => logger.info(text)); },
    onLost: (reason) => { void logging.then(({ logger }) => logger.error({ reason }, 'the database went away; it is being started again')); },
    onRestored: () => { void logging.then(({ logger }) => logger.info('the database is back')); },
  });
  hosting.catch(() => {}); // told below
  const logging = openLog(config);
  const [{ logger, isPretty }, { compose }, { closeServer }, { migrate, openDatabase }] = await Promise.all([
    logging, import('./compose.ts'), import('#http/index.ts'), import('#storage/index.ts'),
  ]);
  for (const warning of config.warnings) logger.warn(warning);
  for (const { pid, address } of others) logger.warn({ pid, address }, 'another server works on this data directory; both may, each with a port of its own');

  const host = await hosting;
  let isAccepting = true;
  await migrate({
    connection: host.connection,
    onBegin: (steps) => logger.info({ steps }, 'the database is being brought to this version'),
    onStep: (name) => logger.debug({ step: name }, 'database schema'),
  });
  const database = openDatabase(host.connection);
  const { server, startBackground } = compose({ config, database, logger, isAccepting: () => isAccepting });
  await server.listen({ host: config.host, port: config.port, listenTextResolver: (at) => `accepting connections at ${at}` }).catch(async (error: NodeJS.ErrnoException) => {
    throw await explainListenError(error.code ?? error.message, config.host, config.port);
  });
  const stopBackground = await startBackground();
  const { port } = server.server.address() as { port: number };
  const address = publicAddress(config, port);
  const forget = noteRunningServer(config.dataDir, { address, startedAt: new Date().toISOString() });
  isStarted = true;
  announce(logger, isPretty, { address, version: readVersion(), claimUrl: await claimUrl(database, config, address), startedMs: Math.round(performance.now()) });
  if (isDemo) {
    loadDemo(database, { now: nowText(config.clock), filesDir: join(config.dataDir, 'files'), note: (text) => logger.info(text) })
      .catch((error: unknown) => logger.error(error instanceof CoreError ? error.safeText : { err: error }, 'the demo could not be loaded'));
  }

  const name = await signal;
  logger.info({ signal: name }, 'stopping');
  isAccepting = false;
  if (name === 'SIGTERM') await new Promise((resolve) => setTimeout(resolve, drainMs));
  await closeServer(server, { graceMs: requestsGraceMs });
  await stopBackground();
  await database.close();
  forget();
  await host.release();
  logger.info('stopped');
  return 0;
}

async function openLog(config: Config): Promise<{ logger: Logger; isPretty: boolean }> {
  const { createLogger } = await import('#http/logging/create-logger.ts');
  const form = config.logForm ?? (process.stdout.isTTY ? 'pretty' : 'json');
  return { logger: createLogger({ level: config.logLevel, form }), isPretty: form === 'pretty' };
}

/** A new one at each start, while there is no account; earlier ones are worth nothing then. */
async function claimUrl(database: Database, config: Config, address: string): Promise<string | null> {
  const { createClaim } = await import('#core/accounts/index.ts');
  const claim = await createClaim(database, nowText(config.clock));
  return claim && `${address}/claim/${claim.secret}`;
}
