import { isStorable } from '#core/accounts/index.ts';
import { normaliseAddress } from '#core/kernel/index.ts';
import { sql, type Database } from '#storage/index.ts';
import { bareAddress } from './claim-address.ts';

/** Whose mail a recipient's is. */
export type MailRoute =
  | { readonly kind: 'channel'; readonly accountId: number; readonly channelId: number; readonly isList: boolean }
  | { readonly kind: 'unknown' | 'disabled' };

/** By a recipient of a mail envelope, over all accounts: the address itself, then without its plus part (RFC 5233). Both belong to one account (`claimAddress`). */
export async function findMailRoute(database: Database, recipient: string): Promise<MailRoute> {
  if (!isStorable(recipient)) return { kind: 'unknown' };
  const address = normaliseAddress(recipient);
  const bare = bareAddress(address);
  const exact = await routeOf(database, address, bare);
  return exact.kind === 'unknown' && bare !== address ? routeOf(database, bare, bare) : exact;
}

async function routeOf(database: Database, address: string, bare: string): Promise<MailRoute> {
  const [row] = await database.rows(sql<{ accountId: number; channelId: number; isList: boolean; isDisabled: boolean }>`
    SELECT account_id AS "accountId", channel_id AS "channelId", is_list AS "isList", is_disabled AS "isDisabled" FROM channels_at(${address}, ${bare})`);
  if (!row) return { kind: 'unknown' };
  return row.isDisabled ? { kind: 'disabled' } : { kind: 'channel', accountId: row.accountId, channelId: row.channelId, isList: row.isList };
}
