import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import type { Writable } from 'node:stream';
import pg from 'pg';
import { clientOptions, transactionTimeoutMs, type Connection } from './connection.ts';
import { checkAccountId, joinTransaction } from './join-transaction.ts';
import { rowTypes } from './row-types.ts';
import { compileSql, isHot, type Sql } from './sql.ts';
import { retriesMax, retryDelayMs, shouldRetry } from './retry.ts';

/** Statements within one transaction of one account (or of none). */
export interface Tx {
  /** The account whose rows are visible; 0 = none (global tables only). */
  readonly accountId: number;
  /** Of the database that it runs in. */
  readonly connection: Connection;
  rows<Row>(statement: Sql<Row>): Promise<Row[]>;
  /** Exactly one row; throws where there is none. */
  one<Row>(statement: Sql<Row>): Promise<Row>;
  maybe<Row>(statement: Sql<Row>): Promise<Row | null>;
  /** Number of rows changed. */
  run(statement: Sql): Promise<number>;
  /** Runs after the transaction has committed (never after a rollback). */
  afterCommit(callback: () => void): void;
}

export interface TransactionOptions {
  /** Longest time of the transaction, for batch work. Default: the app role's limit. */
  readonly timeoutMs?: number;
  /**
   * Longest time of one of its statements and between two of them, where that is less. A network that lost one is noticed so much sooner on
   * both sides, and rows that nobody is at any more are not locked for the rest of a long limit.
   */
  readonly statementMs?: number;
  readonly isolation?: 'read committed' | 'repeatable read';
  readonly readOnly?: boolean;
}

export interface Database {
  /** The only way to a tenant's rows: a transaction that sees the rows of this account and no others. */
  withAccount<T>(accountId: number, work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** A transaction that sees global tables only (accounts, users, sessions, tokens, jobs ...). */
  withoutAccount<T>(work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /**
   * One statement in one round trip, for SQL functions whose first line sets the account (hot paths), and for global tables.
   * Outside such a function it sees no tenant's rows.
   */
  rows<Row>(statement: Sql<Row>): Promise<Row[]>;
  /**
   * A transaction of the account whose statements are known beforehand, in one round trip: all of them or nothing. Each sees what those before it did. Their rows, in order. For hot paths: every statement is
   * prepared, as with `hot`.
   */
  batch<Rows extends readonly unknown[]>(accountId: number, statements: { readonly [K in keyof Rows]: Sql<Rows[K]> }): Promise<{ readonly [K in keyof Rows]: Rows[K][] }>;
  /**
   * One transaction for all that `work` does through the database it is given: its transactions and statements join this one, whatever account they
   * are of, and are committed together, or none of them. Begins anew where a race was lost, so `work` may run more than once.
   */
  joined<T>(work: (database: Database) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** What stays whatever becomes of a joined transaction (counts of attempts); elsewhere the same database. */
  readonly apart: Database;
  readonly connection: Connection;
  close(): Promise<void>;
}

/** The account whose transaction the running code is inside of, for as long as it is open. */
interface OpenAccount { readonly accountId: number; isOpen: boolean }
const openAccount = new AsyncLocalStorage<OpenAccount>();

/**
 * The server ends a transaction at its limit; where it has said nothing for so long after that, the network has lost it, and the connection
 * is given up. Without this a black hole would hold every connection of the pool until TCP gives up, a quarter of an hour later.
 */
const usualSilenceMs = 5_000;
const silenceText = 'Query read timeout';

/** Opens the pool of the app role. `size`: connections at most. `silenceMs`: how long after its limit a statement may say nothing; tests shorten it. */
export function openDatabase(connection: Connection, { size = 10, silenceMs = usualSilenceMs }: { size?: number; silenceMs?: number } = {}): Database {
  const pool = new pg.Pool({
    ...clientOptions(connection, 'app'),
    types: rowTypes,
    max: size,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    // A statement that does not wait for the one before it is sent at once, and answered in its turn: BEGIN costs no round trip of its own, nor does COMMIT in a batch.
    pipeline: true,
  });
  pool.on('error', () => {}); // an idle connection that broke is replaced at its next use
  // One that breaks in use fails its query; without a listener it would end the process too.
  pool.on('connect', (client) => client.on('error', () => {}));

  async function attempt<T>(accountId: number, work: (tx: Tx) => Promise<T>, options: TransactionOptions): Promise<T> {
    const client = await pool.connect();
    const callbacks: (() => void)[] = [];
    const patienceMs = Math.min(options.timeoutMs ?? transactionTimeoutMs, options.statementMs ?? Infinity) + silenceMs;
    let broken: Error | undefined;
    const stay: Stay = { isOver: false };
    // BEGIN and the tenant travel together (simple protocol, no parameters: the id is a checked integer), and the first statement right behind them. Where they fail, so does what is behind them: an
    // error in the same message leaves a transaction that refuses everything, or no connection.
    const together = holdBack(client);
    const begun = client.query(patiently({ text: beginText(accountId, options) }, patienceMs));
    begun.catch(() => {}); // told below
    process.nextTick(together); // what `work` asks first goes with it
    try {
      const tx = transactionOn(client, connection, accountId, callbacks, patienceMs, stay);
      const result = await work(tx);
      await begun;
      stay.isOver = true;
      const { command } = await client.query(patiently({ text: 'COMMIT' }, patienceMs));
      // PostgreSQL answers COMMIT with ROLLBACK where a statement had failed, even if the work went on as if nothing had.
      if (command !== 'COMMIT') throw new Error('a statement of this transaction failed and its error was passed over: nothing was committed');
      for (const callback of callbacks) runCallback(callback);
      return result;
    } catch (failure) {
      stay.isOver = true;
      const error = await begun.then(() => failure, (beginError: unknown) => beginError);
      // Behind a statement without an answer a ROLLBACK would wait as well: closing the connection is one.
      if (isSilence(error)) broken = error;
      else await client.query(patiently({ text: 'ROLLBACK' }, patienceMs)).catch((rollbackError: Error) => { broken = rollbackError; });
      throw error;
    } finally {
      client.release(broken);
    }
  }

  async function attemptBatch(accountId: number, statements: readonly Sql[]): Promise<unknown[][]> {
    const client = await pool.connect();
    const patienceMs = transactionTimeoutMs + silenceMs;
    let broken: Error | undefined;
    try {
      const queries = [{ text: beginText(accountId, {}) }, ...statements.map((statement) => prepared(statement)), { text: 'COMMIT' }];
      const together = holdBack(client);
      const answers = queries.map((query) => client.query(patiently(query, patienceMs)));
      together();
      const outcomes = await Promise.allSettled(answers);
      // Behind the first that fails the others are refused, and COMMIT rolls back.
      const failed = outcomes.find(({ status }) => status === 'rejected') as PromiseRejectedResult | undefined;
      if (failed) {
        if (isSilence(failed.reason) || outcomes.at(-1)!.status === 'rejected') broken = failed.reason as Error;
        throw failed.reason;
      }
      return outcomes.slice(1, -1).map((outcome) => (outcome as PromiseFulfilledResult<pg.QueryResult>).value.rows as unknown[]);
    } finally {
      client.release(broken);
    }
  }

  function retrying<T>(accountId: number, work: (tx: Tx) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    return again(() => attempt(accountId, work, options));
  }

  async function again<T>(work: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await work();
      } catch (error) {
        if (tries >= retriesMax || !shouldRetry(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, retryDelayMs(tries)));
      }
    }
  }

  /** Statements of the client that `tx` runs on, seen as another account's. */
  const joinedTo = (tx: Tx): Database => joinTransaction({
    connection, apart: database, accountId: 0, afterCommit: (callback) => { tx.afterCommit(callback); }, txFor: (accountId, afterCommit) => ({ ...tx, accountId, afterCommit }),
  });

  const database: Database = {
    connection,
    get apart() { return database; },
    joined: (work, options) => retrying(0, async (tx) => {
      const inner = joinedTo(tx);
      try {
        return await work(inner);
      } finally {
        await inner.close();
      }
    }, options),
    withAccount: (accountId, work, options) => {
      checkAccount(accountId);
      const own: OpenAccount = { accountId, isOpen: true };
      return openAccount.run(own, () => retrying(accountId, work, options)).finally(() => { own.isOpen = false; });
    },
    withoutAccount: (work, options) => retrying(0, work, options),
    batch: async (accountId, statements) => {
      checkAccount(accountId);
      return await again(() => attemptBatch(accountId, statements)) as never;
    },
    rows: async <Row>(statement: Sql<Row>) => (await pool.query(patiently(prepared(statement), transactionTimeoutMs + silenceMs))).rows as Row[],
    close: () => pool.end(),
  };
  return database;
}

function checkAccount(accountId: number): void {
  checkAccountId(accountId);
  const outer = openAccount.getStore();
  if (outer?.isOpen && outer.accountId !== accountId) throw new Error(`a transaction of account ${accountId} inside one of account ${outer.accountId}`);
}

/** Statements from now on wait until the function given back is called, and leave in one write: the writes cost more than the statements do. */
function holdBack(client: pg.PoolClient): () => void {
  const { stream } = (client as unknown as { readonly connection: { readonly stream: Writable } }).connection;
  stream.cork();
  return () => { stream.uncork(); };
}

/** What is committed stays committed: a callback that fails is warned of and changes nothing. */
function runCallback(callback: () => void): void {
  try {
    callback();
  } catch (error) {
    process.emitWarning(error instanceof Error ? error : String(error));
  }
}

function beginText(accountId: number, options: TransactionOptions): string {
  const isolation = options.isolation === 'repeatable read' ? ' ISOLATION LEVEL REPEATABLE READ' : '';
  const readOnly = options.readOnly ? ' READ ONLY' : '';
  // PostgreSQL leaves a timer that runs as it is: switching it off first is what makes the new limit count.
  const timeout = options.timeoutMs === undefined ? '' : `; SET LOCAL transaction_timeout = 0; SET LOCAL transaction_timeout = ${Math.trunc(options.timeoutMs)}`;
  const idle = options.statementMs === undefined ? '' : `; SET LOCAL idle_in_transaction_session_timeout = ${Math.trunc(options.statementMs)}`;
  const tenant = accountId === 0 ? '' : `; SET LOCAL patchbay.account_id = '${Math.trunc(accountId)}'`;
  return `BEGIN${isolation}${readOnly}${timeout}${idle}${tenant}`;
}

/** What of its options @types/pg does not know: after so long without an answer the query fails. */
function patiently(query: pg.QueryConfig, patienceMs: number): pg.QueryConfig {
  return { ...query, query_timeout: patienceMs } as pg.QueryConfig;
}

function isSilence(error: unknown): error is Error {
  return error instanceof Error && error.message === silenceText;
}

/** Of a transaction at its client. What asks after it is over (a branch that nobody waited for) would be heard in the next one, of whatever account that is. */
interface Stay { isOver: boolean }

function transactionOn(client: pg.PoolClient, connection: Connection, accountId: number, callbacks: (() => void)[], patienceMs: number, stay: Readonly<Stay>): Tx {
  const ask = (statement: Sql): Promise<pg.QueryResult> => {
    if (stay.isOver) throw new Error('a statement of a transaction that is over');
    return client.query(patiently(isHot(statement) ? prepared(statement) : compileSql(statement), patienceMs));
  };
  const rows = async <Row>(statement: Sql<Row>) => (await ask(statement)).rows as Row[];
  return {
    accountId,
    connection,
    rows,
    one: async (statement) => {
      const [row] = await rows(statement);
      if (row === undefined) throw new Error('a statement that must give a row gave none');
      return row;
    },
    maybe: async (statement) => (await rows(statement))[0] ?? null,
    run: async (statement) => (await ask(statement)).rowCount ?? 0,
    afterCommit: (callback) => callbacks.push(callback),
  };
}

/** As pg writes a value: what it exports, and @types/pg does not know. */
const { prepareValue } = (pg as unknown as { readonly utils: { readonly prepareValue: (value: unknown) => unknown } }).utils;

/** Statements outside a transaction are hot ones, and those that say so (`hot`): prepared once a connection, named by their text. */
function prepared(statement: Sql): pg.QueryConfig {
  const { text, values: given } = compileSql(statement);
  // A value that cannot be written fails here, before anything is sent: pg would find out behind its Parse, close the statement and take it for prepared ever after, and a batch would go on without it.
  const values = given.map((value) => prepareValue(value));
  let name = statementNames.get(text);
  if (name === undefined) {
    if (statementNames.size >= statementNamesMax) return { text, values };
    name = `p${createHash('sha256').update(text).digest('hex').slice(0, 40)}`;
    statementNames.set(text, name);
  }
  return { text, values, name };
}

/** A text that varies without end would fill every connection with plans: beyond this many, statements run unnamed. */
const statementNamesMax = 500;
const statementNames = new Map<string, string>();
