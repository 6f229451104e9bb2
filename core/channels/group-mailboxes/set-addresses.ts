import { checkAddress } from '#core/accounts/index.ts';
import { CoreError, domainOf, invalid, notFound } from '#core/kernel/index.ts';
import { getSettingVersions } from '#core/settings/index.ts';
import { sql, type Tx } from '#storage/index.ts';

const aliasesMax = 100;

/** What the addresses come to: normalised, each once, the own one apart. */
export function checkAddresses(address: string, aliases: readonly string[]): { readonly own: string; readonly others: string[] } {
  const own = checkAddress('address', address);
  if (aliases.length > aliasesMax) throw invalid('aliases', `must be at most ${aliasesMax}`, 'too-many-items', { max: aliasesMax });
  return { own, others: [...new Set(aliases.map((alias, at) => checkAddress(`aliases.${at}`, alias)))].filter((alias) => alias !== own).sort() };
}

/**
 * Makes exactly these the addresses of a group mailbox that the caller has locked or made. `invalid` for one that is not ours: its mail would count as the outside's;
 * `conflict` for one of another group mailbox. In order of address, so that two who want the same cannot lock each other.
 */
export async function setAddresses(tx: Tx, groupMailboxId: number, own: string, others: readonly string[]): Promise<void> {
  const wanted = [own, ...others].sort();
  await requireOurs(tx, own, others);
  await tx.run(sql`DELETE FROM group_mailbox_addresses WHERE account_id = ${tx.accountId} AND group_mailbox_id = ${groupMailboxId}`);
  const written = await tx.run(sql`
    INSERT INTO group_mailbox_addresses (account_id, address, group_mailbox_id, is_own)
    SELECT ${tx.accountId}::bigint, a, ${groupMailboxId}::bigint, a = ${own} FROM unnest(${wanted}::text[]) AS a ORDER BY a ON CONFLICT DO NOTHING`);
  if (written < wanted.length) {
    throw new CoreError('conflict', 'One of these addresses is another group mailbox\'s.', { key: 'group-address-taken' });
  }
}

async function requireOurs(tx: Tx, own: string, others: readonly string[]): Promise<void> {
  const all = [own, ...others];
  const domains = new Set((await getSettingVersions(tx, 'internal-domains')).at(-1)?.body.domains);
  const known = new Set((await tx.rows(sql<{ address: string }>`
    SELECT address FROM channel_addresses WHERE account_id = ${tx.accountId} AND address = ANY(${all}::text[])
    UNION SELECT address FROM agent_addresses WHERE account_id = ${tx.accountId} AND address = ANY(${all}::text[])`)).map(({ address }) => address));
  const stranger = all.findIndex((address) => !known.has(address) && !domains.has(domainOf(address) ?? ''));
  if (stranger >= 0) throw invalid(stranger === 0 ? 'address' : `aliases.${stranger - 1}`, 'is no address of yours: add its domain to the internal domains first', 'address-not-ours');
}

export async function lockGroupMailbox(tx: Tx, groupMailboxId: number): Promise<void> {
  const found = await tx.maybe(sql<object>`SELECT id FROM group_mailboxes WHERE account_id = ${tx.accountId} AND id = ${groupMailboxId} AND deleted_at IS NULL FOR UPDATE`);
  if (!found) throw notFound('group mailbox');
}
