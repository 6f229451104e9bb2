import { rmSync } from 'node:fs';
import { flushCompileCache } from 'node:module';

import { EmbeddedDatabaseError, errorText } from '../embedded-database-error.ts';
import { explainSystemError } from '../explain-system-error.ts';
import { keeperFiles } from '../keeper-files.ts';
import type { KeeperGreeting, KeeperOrder, KeeperState } from '../keeper-protocol.ts';
import { claimDataDir } from './claim-data-dir.ts';
import type { Claim } from './claim-data-dir.ts';
import { openClientPipes } from './client-pipes.ts';
import type { ClientPipes } from './client-pipes.ts';
import { keepRunning } from './keep-running.ts';
import type { KeptServer } from './keep-running.ts';
import { removeKeeperAddress, writeKeeperAddress } from './keeper-address-file.ts';
import { prepareDatabase } from './prepare-database.ts';
import type { PreparedDatabase } from './prepare-database.ts';

/** Nobody came: the process that started us died before it could. */
const firstClientMsMax = 10_000;
/** After SIGTERM clients get this long to finish and leave. */
const politeMsMax = 15_000;
/** A client that came too late still reads why. */
const lastWordsMs = 50;

/** The whole life of a keeper: claim, listen, start, keep running, stop. Prints one greeting; ends the process. */
export async function runKeeper(order: KeeperOrder): Promise<void> {
  try {
    const claim = claimDataDir(order.dataDir);
    if (claim === null) return greet({ keeper: 'busy' });
    const keeper = new Keeper(order, claim);
    await keeper.listen();
    greet({ keeper: 'listening' });
    await keeper.start();
  } catch (error) {
    const { code, message } = explainSystemError(order.dataDir, error);
    // The lock goes with this process: nothing that is open already may keep it alive.
    greet({ keeper: 'failed', code, message }, () => process.exit(1));
  }
}

class Keeper {
  readonly #order: KeeperOrder;
  readonly #claim: Claim;
  readonly #startedAt = performance.now();
  readonly #started = Promise.withResolvers<void>();
  #state: KeeperState = { state: 'starting', step: 'Starting the database' };
  #pipes: ClientPipes | null = null;
  #server: KeptServer | null = null;
  #hadClient = false;
  #isStopping = false;

  constructor(order: KeeperOrder, claim: Claim) {
    this.#order = order;
    this.#claim = claim;
  }

  async listen(): Promise<void> {
    this.#pipes = await openClientPipes({
      controlSocket: this.#claim.run.controlSocket,
      currentState: () => this.#state,
      onHold: () => {
        this.#hadClient = true;
        if (this.#state.state === 'failed') this.#stopIn(lastWordsMs);
      },
      onLastGone: () => void this.stop(),
    });
    this.#publish(this.#claim.previousPid);
    process.on('SIGHUP', () => undefined);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        this.#claim.log.note(`${signal}: stopping when the clients have left, at the latest in ${politeMsMax / 1000} s`);
        this.#stopIn(politeMsMax);
      });
    }
    setTimeout(() => {
      if (!this.#hadClient) void this.stop();
    }, firstClientMsMax);
  }

  async start(): Promise<void> {
    try {
      const database = await prepareDatabase({
        order: this.#order,
        user: this.#claim.user,
        socketDir: this.#claim.run.socketDir,
        log: this.#claim.log,
        previousPid: this.#claim.previousPid,
        onStep: (step) => this.#tell({ state: 'starting', step }),
        onPid: (pid) => this.#publishPid(pid),
      });
      this.#server = this.#keep(database);
      this.#started.resolve();
      if (!this.#isStopping) this.#tell(this.#ready(database, database.server.pid));
    } catch (error) {
      this.#fail(error);
    }
    // The next keeper then starts without compiling, which saves 15 MB.
    flushCompileCache();
  }

  /** Stops the database, tells those who wait for it, and ends the process. */
  async stop(): Promise<void> {
    if (this.#isStopping) return;
    this.#isStopping = true;
    const { run, log, giveUp } = this.#claim;
    this.#pipes?.refuse();
    removeKeeperAddress(this.#order.dataDir);
    const hasFailed = this.#state.state === 'failed';
    if (!hasFailed) this.#tell({ state: 'stopping' });
    await this.#started.promise;
    await this.#server?.stop();
    log.note('stopped');
    if (run.runDir !== keeperFiles(this.#order.dataDir).runDir) rmSync(run.runDir, { recursive: true, force: true });
    if (this.#order.isEphemeral) rmSync(this.#order.dataDir, { recursive: true, force: true });
    // Before the pipes: whoever hears that we are done may start at once.
    giveUp();
    await this.#pipes?.close();
    process.exit(hasFailed ? 1 : 0);
  }

  #keep(database: PreparedDatabase): KeptServer {
    return keepRunning({
      first: database.server,
      restart: database.restart,
      onRestarted: ({ pid }) => this.#tell(this.#ready(database, pid)),
      onDied: (text) => this.#tell({ state: 'starting', step: `${text}; it is started again` }),
      onGivenUp: (error) => this.#fail(new EmbeddedDatabaseError('start-failed', `PostgreSQL does not stay up: ${error.message}. Its log is ${keeperFiles(this.#order.dataDir).log}.`)),
      stopSignal: this.#order.isEphemeral ? 'SIGQUIT' : 'SIGINT',
    });
  }

  #ready(database: PreparedDatabase, postgresPid: number): KeeperState {
    const { clusterDir, postgresVersion, binDir, isNew, readyAt } = database;
    return {
      state: 'ready',
      socketDir: this.#claim.run.socketDir,
      logFile: keeperFiles(this.#order.dataDir).log,
      keeperPid: process.pid,
      startMs: Math.round(readyAt - this.#startedAt),
      postgresPid, clusterDir, postgresVersion, binDir, isNew,
    };
  }

  #tell(state: KeeperState): void {
    this.#state = state;
    if (state.state === 'starting') this.#claim.log.note(state.step);
    if (state.state === 'failed') this.#claim.log.note(state.message);
    this.#pipes?.broadcast(state);
  }

  #fail(error: unknown): void {
    const { code, message } = explainSystemError(this.#order.dataDir, error);
    this.#tell({ state: 'failed', code, message });
    this.#started.resolve();
    // Whoever started us must hear it, and may not have connected yet.
    if (this.#hadClient) void this.stop();
    else this.#stopIn(firstClientMsMax);
  }

  #publish(postgresPid: number | null): void {
    if (this.#isStopping) return;
    const { runDir, controlSocket } = this.#claim.run;
    writeKeeperAddress(this.#order.dataDir, { keeperPid: process.pid, postgresPid, runDir, controlSocket });
  }

  /** A running server must not be lost because its number could not be written down (full disk). */
  #publishPid(postgresPid: number): void {
    try {
      this.#publish(postgresPid);
    } catch (error) {
      this.#claim.log.note(errorText(error));
    }
  }

  #stopIn(milliseconds: number): void {
    setTimeout(() => void this.stop(), milliseconds);
  }
}

function greet(greeting: KeeperGreeting, then?: () => void): void {
  process.stdout.on('error', () => undefined);
  process.stdout.write(`${JSON.stringify(greeting)}\n`, then);
}
