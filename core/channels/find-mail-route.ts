import { isStorable } from '#core/accounts/index.ts';
import { normaliseAddress } from '#core/kernel/index.ts';
import { sql, type Database } from '#storage/index.ts';

/** Whose mail a recipient's is. `ambiguous`: channels of several accounts have the address, or one has it and another the address that its plus part hangs on; nobody guesses. */
export type MailRoute =
  | { readonly kind: 'channel'; readonly accountId: number; readonly channelId: number; readonly isList: boolean }
  | { readonly kind: 'unknown' | 'disabled' | 'ambiguous' };

/** By a recipient of a mail envelope, over all accounts: the address itself, then without its plus part (RFC 5233). */
export async function findMailRoute(database: Database, recipient: string): Promise<MailRoute> {
  if (!isStorable(recipient)) return { kind: 'unknown' };
  const address = normaliseAddress(recipient);
  const bare = address.replace(/\+[^@]*(?=@[^@]*$)/, '');
  const exact = await routeOf(database, address);
  if (bare === address || bare.startsWith('@')) return exact;
  const whole = await routeOf(database, bare);
  if (exact.kind === 'unknown') return whole;
  return exact.kind === 'channel' && whole.kind === 'channel' && whole.accountId !== exact.accountId ? { kind: 'ambiguous' } : exact;
}

async function routeOf(database: Database, address: string): Promise<MailRoute> {
  const rows = await database.rows(sql<{ accountId: number; channelId: number; isList: boolean; isDisabled: boolean }>`
    SELECT account_id AS "accountId", channel_id AS "channelId", is_list AS "isList", is_disabled AS "isDisabled" FROM channels_at(${address})`);
  const open = rows.filter((row) => !row.isDisabled);
  const [first] = open;
  if (!first) return { kind: rows.length === 0 ? 'unknown' : 'disabled' };
  if (open.length > 1) return { kind: 'ambiguous' };
  return { kind: 'channel', accountId: first.accountId, channelId: first.channelId, isList: first.isList };
}
