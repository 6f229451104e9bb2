import type { Database, Tx } from '#storage/index.ts';

/** A database that nobody may use: tests of wire code that never gets so far, or whose ports are faked. */
export function noDatabase(): Database {
  const refuse = async (): Promise<never> => { throw new Error('this test has no database'); };
  const connection = { host: '/nowhere', user: 'nobody', database: 'none' };
  const tx: Tx = { accountId: 1, connection, rows: refuse, one: refuse, maybe: refuse, run: refuse, afterCommit: () => {} };
  const database: Database = {
    connection,
    withAccount: async (_accountId, work) => work(tx),
    withoutAccount: async (work) => work(tx),
    rows: refuse,
    batch: refuse,
    joined: async (work) => work(database),
    get apart() { return database; },
    close: async () => {},
  };
  return database;
}
