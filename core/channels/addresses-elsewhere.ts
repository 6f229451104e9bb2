import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { tellChange } from './change-channel.ts';
import { bareAddress } from './claim-address.ts';

interface Elsewhere { readonly channelId: number; readonly address: string }

/**
 * By channel, addresses whose mail, where a mail server hands it over (SMTP), goes to another account of this server, which had them first: two that shared
 * one before an address belonged to one account. Whose it is stays untold.
 */
export async function findAddressesElsewhere(tx: Tx, act: Act): Promise<Map<number, string[]>> {
  requirePermission(act, 'channels.read');
  const found = new Map<number, string[]>();
  for (const { channelId, address } of await elsewhere(tx)) found.set(channelId, [...found.get(channelId) ?? [], address]);
  return found;
}

/** A channel that is only disabled keeps an address that another account shares for so long: it may come back. */
export const addressGraceDays = 14;

/** Takes those that were given up meanwhile: at once where the address was removed, after 14 days where its channel was disabled. Returns how many. */
export async function takeFreedAddresses(tx: Tx, act: Act): Promise<number> {
  requirePermission(act, 'channels.write');
  const disabledBefore = Temporal.Instant.from(act.now).subtract({ hours: addressGraceDays * 24 }).toString();
  let taken = 0;
  for (const { channelId, address } of (await elsewhere(tx)).toSorted((a, b) => (a.address < b.address ? -1 : 1))) {
    const { isOurs } = await tx.one(sql<{ isOurs: boolean }>`SELECT claim_address(${tx.accountId}, ${bareAddress(address)}, ${disabledBefore}::timestamptz) AS "isOurs"`);
    if (!isOurs) continue;
    taken += 1;
    await tellChange(tx, act, channelId, 'channel.changed', { takesMailOf: address });
  }
  return taken;
}

async function elsewhere(tx: Tx): Promise<Elsewhere[]> {
  return tx.rows(sql<Elsewhere>`SELECT channel_id AS "channelId", address FROM addresses_elsewhere(${tx.accountId})`);
}
