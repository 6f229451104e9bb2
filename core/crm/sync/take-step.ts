import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Database, type Tx } from '#storage/index.ts';
import type { CrmConnection, CrmCounts, CrmRunStep } from '../connection.ts';
import type { CrmCursor, CrmSource } from '../source.ts';
import { storeOwners, storeProperties, storeStages } from '../store/store-fields.ts';
import { removeContacts, storeContacts } from '../store/store-contacts.ts';
import { removeDeals, storeDeals } from '../store/store-deals.ts';
import { sweepUnseen } from '../store/sweep.ts';
import { takeLists, takeMembers } from './take-lists.ts';
import { findContactsToWrite, recordWritten } from './contacts-to-write.ts';

/** Means of contacts, each by its addresses: whoever counts them is given in. Seconds; null: there is no such reply. */
export type MeanReplyTimes = (tx: Tx, act: Act, contacts: readonly { readonly id: string; readonly addresses: readonly string[] }[]) => Promise<ReadonlyMap<string, { readonly first: number | null; readonly overall: number | null }>>;

/** Stores what a page brought; `next`: where this part of the run goes on, null at its end. */
export type StorePage = (tx: Tx) => Promise<{ readonly next: CrmCursor; readonly counts: Partial<CrmCounts> }>;

export interface Taking { readonly database: Database; readonly act: Act; readonly connection: CrmConnection; readonly source: CrmSource; readonly means: MeanReplyTimes }

/** Asks for one page, outside any transaction. May be asked again: nothing is changed until `store`, but for what is written back, which is the same again. */
export async function takeStep({ database, act, connection, source, means }: Taking, step: CrmRunStep): Promise<StorePage> {
  requirePermission(act, 'settings.write');
  const { id: connectionId, round } = connection;
  const { now } = act;
  switch (step.at) {
    case 'fields': {
      const [contacts, companies, deals, stages] = [await source.properties('contacts'), await source.properties('companies'), await source.properties('deals'), await source.stages()];
      const account = await source.account?.() ?? null;
      return async (tx) => {
        await tx.run(sql`UPDATE crm_connections SET external_account = ${account} WHERE account_id = ${tx.accountId} AND id = ${connectionId} AND external_account IS DISTINCT FROM ${account}`);
        for (const [object, rows] of [['contacts', contacts], ['companies', companies], ['deals', deals]] as const) await storeProperties(tx, connectionId, object, rows);
        await storeStages(tx, connectionId, stages);
        return { next: null, counts: {} };
      };
    }
    case 'owners': {
      const { rows, next } = await source.owners(step.cursor);
      return async (tx) => {
        await storeOwners(tx, connectionId, rows);
        return { next, counts: {} };
      };
    }
    case 'contacts': {
      const { rows, next } = step.since === null || !source.changes ? await source.contacts(step.cursor) : await source.changes.contacts(step.since, step.cursor);
      return async (tx) => {
        const { changed, removed } = await storeContacts(tx, { connectionId, round }, rows);
        return { next, counts: { contacts: changed, removed, read: rows.length } };
      };
    }
    case 'deals': {
      const { rows, next } = step.since === null || !source.changes ? await source.deals(step.cursor) : await source.changes.deals(step.since, step.cursor);
      return async (tx) => {
        const { changed, removed } = await storeDeals(tx, { connectionId, round, now }, rows);
        return { next, counts: { deals: changed, removed, read: rows.length } };
      };
    }
    case 'gone-contacts': case 'gone-deals': {
      if (!source.changes) return async () => ({ next: null, counts: {} });
      const isDeals = step.at === 'gone-deals';
      const { rows, next } = await source.changes.gone(isDeals ? 'deals' : 'contacts', step.cursor);
      return async (tx) => ({ next, counts: { removed: isDeals ? await removeDeals(tx, { connectionId, now }, rows) : await removeContacts(tx, connectionId, rows) } });
    }
    case 'sweep': return async (tx) => {
      const removed = await sweepUnseen(tx, { connectionId, round, now });
      return { next: removed > 0 ? 'more' : null, counts: { removed } };
    };
    case 'lists': return takeLists({ database, act, connection, source, means }, step);
    case 'members': return takeMembers({ database, act, connection, source, means }, step);
    case 'write': return write({ database, act, connection, source, means }, step);
  }
}

async function write({ database, act, connection, source, means }: Taking, step: CrmRunStep): Promise<StorePage> {
  const { id: connectionId, firstReplyProperty: first, overallReplyProperty: overall } = connection;
  if (!source.write || (first === null && overall === null)) return async () => ({ next: null, counts: {} });
  if (step.cursor === null) {
    const names = [...(first === null ? [] : [{ name: first, label: 'Average First Reply Time' }]), ...(overall === null ? [] : [{ name: overall, label: 'Average Overall Reply Time' }])];
    await source.write.ensureProperties(names);
  }
  const after = typeof step.cursor === 'string' ? step.cursor : '';
  const { changed, last } = await database.withAccount(act.accountId, (tx) => findContactsToWrite(tx, act, { connection, after, means, limit: source.write!.batchMax }), { readOnly: true });
  if (changed.length > 0) await source.write.replyTimes(changed, { first, overall });
  return async (tx) => {
    await recordWritten(tx, connectionId, changed, act.now);
    return { next: last, counts: { written: changed.length } };
  };
}
