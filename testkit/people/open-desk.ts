import { setupAccount } from '#core/accounts/index.ts';
import { ensureChannel } from '#core/channels/index.ts';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { addInternalDomains } from '#core/settings/index.ts';
import { openDatabase, type Database } from '#storage/index.ts';
import { cloneDatabase } from '../database/clone-database.ts';

/** An account of its own database, with ada as its owner, `desk.test` as its domain and two mailboxes. */
export interface Desk {
  readonly database: Database;
  readonly accountId: number;
  readonly userId: number;
  readonly act: Act;
  /** help@desk.test */
  readonly help: { readonly id: number; readonly isList: boolean };
  /** sales@desk.test */
  readonly sales: { readonly id: number; readonly isList: boolean };
  /** list@lists.test, a mailing list. */
  readonly list: { readonly id: number; readonly isList: boolean };
  /** Another pool on the same database, as a second process would have. */
  secondPool(): Database;
  close(): Promise<void>;
}

export const deskNow = '2024-05-06T12:00:00.000Z';

export async function openDesk({ domains = ['desk.test'] }: { domains?: readonly string[] } = {}): Promise<Desk> {
  const clone = await cloneDatabase();
  const pools = [openDatabase(clone.connection)];
  const database = pools[0]!;
  const { account, user } = await setupAccount(database, { accountName: 'Desk', email: 'ada@desk.test', name: 'Ada', password: null, now: deskNow });
  const act = systemAct(account.id, deskNow, 'test');
  const channels = await database.withAccount(account.id, async (tx) => {
    await addInternalDomains(tx, act, domains);
    return {
      help: await ensureChannel(tx, act, { kind: 'email', address: 'help@desk.test' }),
      sales: await ensureChannel(tx, act, { kind: 'email', address: 'sales@desk.test' }),
      list: await ensureChannel(tx, act, { kind: 'email', address: 'list@lists.test', isList: true }),
    };
  });
  return {
    database, accountId: account.id, userId: user.id, act, ...channels,
    secondPool: () => {
      const pool = openDatabase(clone.connection);
      pools.push(pool);
      return pool;
    },
    close: async () => {
      await Promise.all(pools.map((pool) => pool.close()));
      await clone.drop();
    },
  };
}
