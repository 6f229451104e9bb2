import { isStorable } from '#core/accounts/index.ts';
import { normaliseAddress, notFound, requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { PersonMailbox } from './make-mailbox.ts';

export interface PersonMailboxRow extends PersonMailbox { readonly name: string; readonly address: string; readonly hasLogin: boolean }

/** The mailbox whose agent this is: the enabled mail channel whose own address is his; of several the oldest. `not-found` where he has none. */
export async function getPersonMailbox(tx: Tx, act: Act, agentId: number): Promise<PersonMailboxRow> {
  requirePermission(act, 'channels.read');
  const row = await tx.maybe(sql<PersonMailboxRow>`
    SELECT g.id AS "agentId", c.id AS "channelId", g.name, c.address, g.user_id IS NOT NULL AS "hasLogin"
    FROM agents g JOIN agent_addresses x ON x.account_id = g.account_id AND x.agent_id = g.id
      JOIN channel_addresses ca ON ca.account_id = x.account_id AND ca.address = x.address
      JOIN channels c ON c.account_id = ca.account_id AND c.id = ca.channel_id AND c.address = x.address
    WHERE g.account_id = ${tx.accountId} AND g.id = ${agentId} AND c.kind = 'email' AND NOT c.is_list AND c.disabled_at IS NULL ORDER BY c.id LIMIT 1`);
  if (!row) throw notFound('mailbox');
  return row;
}

/** Those of these people whose address is no enabled mail channel's own yet, in the same order. */
export async function leaveOutMailboxes<Person extends { readonly address: string }>(tx: Tx, act: Act, people: readonly Person[]): Promise<Person[]> {
  requirePermission(act, 'channels.read');
  const wanted = people.map(({ address }) => address).filter(isStorable).map(normaliseAddress);
  const rows = await tx.rows(sql<{ address: string }>`
    SELECT c.address FROM channel_addresses ca JOIN channels c ON c.account_id = ca.account_id AND c.id = ca.channel_id AND c.address = ca.address
    WHERE ca.account_id = ${tx.accountId} AND ca.address = ANY(${wanted}::text[]) AND c.kind = 'email' AND NOT c.is_list AND c.disabled_at IS NULL`);
  const here = new Set(rows.map(({ address }) => address));
  return people.filter(({ address }) => !here.has(normaliseAddress(address)));
}

/** The same for whoever may change it. */
export async function getMailboxToChange(tx: Tx, act: Act, agentId: number): Promise<PersonMailboxRow> {
  requirePermission(act, 'channels.write');
  requirePermission(act, 'people.write');
  return getPersonMailbox(tx, seesAll(act), agentId);
}
