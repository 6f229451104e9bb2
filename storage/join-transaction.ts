import { AsyncLocalStorage } from 'node:async_hooks';
import type { Connection } from './connection.ts';
import type { Database, Tx } from './database.ts';
import { sql, type Sql } from './sql.ts';

/** What an open transaction offers to whoever joins it. */
export interface OpenTransaction {
  readonly connection: Connection;
  /** The same client's statements, for another account. */
  txFor(accountId: number, afterCommit: (callback: () => void) => void): Tx;
  /** The account that statements outside of any joined work see; 0: none. */
  readonly accountId: number;
  readonly afterCommit: (callback: () => void) => void;
  /** The pool itself, for what has to stay whatever becomes of the transaction. */
  readonly apart: Database;
}

/**
 * A database whose every transaction and statement happens inside one that is open already: all of it is committed with that one, or none. Each joined
 * transaction is a savepoint, so that what fails and is caught takes only itself back; they run one after the other, nested ones inside. Isolation,
 * time limits and `readOnly` are those of the open transaction. `close` waits for what is under way; what comes later is refused.
 */
export function joinTransaction(open: OpenTransaction): Database {
  const inside = new AsyncLocalStorage<{ accountId: number; callbacks: (() => void)[]; isOpen: boolean }>();
  const bare = open.txFor(open.accountId, open.afterCommit);
  let last: Promise<unknown> = Promise.resolve();
  let depth = 0;
  let isOver = false;

  async function join<T>(accountId: number, work: (tx: Tx) => Promise<T>): Promise<T> {
    if (isOver) throw new Error('the transaction that this would join is over');
    const outer = inside.getStore();
    if (outer?.isOpen) {
      if (outer.accountId !== 0 && accountId !== 0 && outer.accountId !== accountId) throw new Error(`a transaction of account ${accountId} inside one of account ${outer.accountId}`);
      return run(accountId, outer.accountId, outer.callbacks, work);
    }
    const turn = last.then(() => run(accountId, open.accountId, null, work));
    last = turn.catch(() => {});
    return turn;
  }

  async function run<T>(accountId: number, before: number, outerCallbacks: (() => void)[] | null, work: (tx: Tx) => Promise<T>): Promise<T> {
    const name = sql.raw(`joined_${(depth += 1)}`);
    const own = { accountId, callbacks: [] as (() => void)[], isOpen: true };
    await bare.run(sql`SAVEPOINT ${name}`);
    try {
      await enter(accountId);
      const result = await inside.run(own, () => work(open.txFor(accountId, (callback) => own.callbacks.push(callback))));
      await bare.run(sql`RELEASE SAVEPOINT ${name}`);
      await enter(before);
      if (outerCallbacks) outerCallbacks.push(...own.callbacks);
      else for (const callback of own.callbacks) open.afterCommit(callback);
      return result;
    } catch (error) {
      // Of a transaction that is lost as a whole (a deadlock, a limit) this fails too; its own error is the one to tell.
      await bare.run(sql`ROLLBACK TO SAVEPOINT ${name}`).catch(() => {});
      throw error;
    } finally {
      own.isOpen = false;
      depth -= 1;
    }
  }

  /** A checked integer: SET takes no parameter, and set_config would be one more thing to read. */
  function enter(accountId: number): Promise<number> {
    return bare.run(sql`${sql.raw(`SET LOCAL patchbay.account_id = '${accountId === 0 ? '' : Math.trunc(accountId)}'`)}`);
  }

  return {
    connection: open.connection,
    apart: open.apart,
    withAccount: (accountId, work) => {
      checkAccountId(accountId);
      return join(accountId, work);
    },
    withoutAccount: (work) => join(0, work),
    rows: <Row>(statement: Sql<Row>) => join(0, (tx) => tx.rows(statement)),
    batch: async (accountId, statements) => {
      checkAccountId(accountId);
      return join(accountId, async (tx) => {
        const answers: unknown[][] = [];
        for (const statement of statements as readonly Sql[]) answers.push(await tx.rows(statement));
        return answers as never;
      });
    },
    joined: () => { throw new Error('a joined transaction is joined by what runs in it'); },
    close: async () => {
      await last;
      isOver = true;
    },
  };
}

export function checkAccountId(accountId: number): void {
  if (!Number.isSafeInteger(accountId) || accountId <= 0) throw new RangeError(`not an account id: ${accountId}`);
}
