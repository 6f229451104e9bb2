import pg from 'pg';
import { clientOptions, type Connection } from './connection.ts';
import { rowTypes } from './row-types.ts';
import { compileSql, type Sql } from './sql.ts';
import { retriesMax, retryDelayMs, shouldRetry } from './retry.ts';

/** Statements within one transaction of one account (or of none). */
export interface Tx {
  /** The account whose rows are visible; 0 = none (global tables only). */
  readonly accountId: number;
  rows<Row extends object>(statement: Sql<Row>): Promise<Row[]>;
  /** Exactly one row; throws where there is none. */
  one<Row extends object>(statement: Sql<Row>): Promise<Row>;
  maybe<Row extends object>(statement: Sql<Row>): Promise<Row | null>;
  /** Number of rows changed. */
  run(statement: Sql): Promise<number>;
  /** Runs after the transaction has committed (never after a rollback). */
  afterCommit(callback: () => void): void;
}

export interface TransactionOptions {
  /** Longest time of the transaction, for batch work. Default: the app role's limit. */
  readonly timeoutMs?: number;
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
  rows<Row extends object>(statement: Sql<Row>): Promise<Row[]>;
  readonly connection: Connection;
  close(): Promise<void>;
}

/** Opens the pool of the app role. `size`: connections at most. */
export function openDatabase(connection: Connection, { size = 10 }: { size?: number } = {}): Database {
  const pool = new pg.Pool({
    ...clientOptions(connection, 'app'),
    types: rowTypes,
    max: size,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
  });
  pool.on('error', () => {}); // an idle connection that broke is replaced at its next use

  async function attempt<T>(accountId: number, work: (tx: Tx) => Promise<T>, options: TransactionOptions): Promise<T> {
    const client = await pool.connect();
    const callbacks: (() => void)[] = [];
    let broken: Error | undefined;
    try {
      // One round trip: BEGIN and the tenant travel together (simple protocol, no parameters: the id is a checked integer).
      await client.query(beginText(accountId, options));
      const tx = transactionOn(client, accountId, callbacks);
      const result = await work(tx);
      await client.query('COMMIT');
      for (const callback of callbacks) callback();
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((rollbackError: Error) => { broken = rollbackError; });
      throw error;
    } finally {
      client.release(broken);
    }
  }

  async function retrying<T>(accountId: number, work: (tx: Tx) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await attempt(accountId, work, options);
      } catch (error) {
        if (tries >= retriesMax || !shouldRetry(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, retryDelayMs(tries)));
      }
    }
  }

  return {
    connection,
    withAccount: (accountId, work, options) => {
      if (!Number.isSafeInteger(accountId) || accountId <= 0) throw new RangeError(`not an account id: ${accountId}`);
      return retrying(accountId, work, options);
    },
    withoutAccount: (work, options) => retrying(0, work, options),
    rows: async <Row extends object>(statement: Sql<Row>) => (await pool.query<Row>(prepared(statement))).rows,
    close: () => pool.end(),
  };
}

function beginText(accountId: number, options: TransactionOptions): string {
  const isolation = options.isolation === 'repeatable read' ? ' ISOLATION LEVEL REPEATABLE READ' : '';
  const readOnly = options.readOnly ? ' READ ONLY' : '';
  const timeout = options.timeoutMs === undefined ? '' : `; SET LOCAL transaction_timeout = ${Math.trunc(options.timeoutMs)}`;
  const tenant = accountId === 0 ? '' : `; SET LOCAL patchbay.account_id = '${Math.trunc(accountId)}'`;
  return `BEGIN${isolation}${readOnly}${timeout}${tenant}`;
}

function transactionOn(client: pg.PoolClient, accountId: number, callbacks: (() => void)[]): Tx {
  const rows = async <Row extends object>(statement: Sql<Row>) => (await client.query<Row>(compileSql(statement))).rows;
  return {
    accountId,
    rows,
    one: async (statement) => {
      const [row] = await rows(statement);
      if (!row) throw new Error('a statement that must give a row gave none');
      return row;
    },
    maybe: async (statement) => (await rows(statement))[0] ?? null,
    run: async (statement) => (await client.query(compileSql(statement))).rowCount ?? 0,
    afterCommit: (callback) => callbacks.push(callback),
  };
}

/** Hot statements are prepared once a connection, by their text. */
function prepared(statement: Sql): pg.QueryConfig {
  const { text, values } = compileSql(statement);
  return { text, values, name: text.length < 200 ? `p${hash(text)}` : undefined };
}

function hash(text: string): string {
  let value = 5381;
  for (let at = 0; at < text.length; at += 1) value = (value * 33 + text.charCodeAt(at)) % 9007199254740881;
  return value.toString(36);
}
