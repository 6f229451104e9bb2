import { requirePermission, type Act } from '#core/kernel/index.ts';
import { getSettingVersions } from '#core/settings/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { bounded } from '../conditions/bounded.ts';
import { requireSameAccount } from '../require-same-account.ts';

/** So many addresses are looked at, and so many named. */
const lookedAtMax = 20_000;
const namedMax = 200;

/**
 * Outside addresses that stand in mail and are nobody yet: no contact, not of a domain that is one, and none of ours. Newest first, 200 at most, of the 20,000 addresses that came last.
 * Who wrote to us is a contact already; these are mostly people in Cc, and recipients of what we sent.
 */
export async function findPossibleLeads(tx: Tx, act: Act): Promise<string[]> {
  requirePermission(act, 'contacts.read');
  requirePermission(act, 'conversations.read'); // who stands in Cc is part of what was written
  requireSameAccount(tx, act);
  const ours = (await getSettingVersions(tx, 'internal-domains')).at(-1)?.body.domains ?? [];
  const rows = await bounded(tx, () => tx.rows(sql<{ address: string }>`
    SELECT a.address FROM (SELECT * FROM addresses WHERE account_id = ${tx.accountId} ORDER BY id DESC LIMIT ${lookedAtMax}) a
    WHERE a.domain <> ALL(${[...ours]}::text[]) AND a.domain <> 'erased.invalid' AND position('@' IN a.address) > 1
      AND NOT EXISTS (SELECT FROM contact_points p WHERE p.account_id = ${tx.accountId} AND p.kind = 'email' AND p.value_norm = a.address)
      AND NOT EXISTS (SELECT FROM contact_points p WHERE p.account_id = ${tx.accountId} AND p.kind = 'domain' AND p.value_norm = a.domain)
      AND NOT EXISTS (SELECT FROM channel_addresses c WHERE c.account_id = ${tx.accountId} AND c.address = a.address)
      AND NOT EXISTS (SELECT FROM agent_addresses g WHERE g.account_id = ${tx.accountId} AND g.address = a.address)
      AND NOT EXISTS (SELECT FROM group_mailbox_addresses g WHERE g.account_id = ${tx.accountId} AND g.address = a.address)
      AND EXISTS (SELECT FROM message_parties p WHERE p.account_id = ${tx.accountId} AND p.address_id = a.id)
    ORDER BY a.id DESC LIMIT ${namedMax}`));
  return rows.map(({ address }) => address);
}
