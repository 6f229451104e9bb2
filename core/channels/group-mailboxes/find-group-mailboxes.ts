import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { groupMailboxColumns, type GroupMailbox } from './group-mailbox.ts';

/** All group mailboxes of the account by id. */
export async function findGroupMailboxes(tx: Tx, act: Act): Promise<GroupMailbox[]> {
  requirePermission(act, 'channels.read');
  return tx.rows(sql<GroupMailbox>`SELECT ${groupMailboxColumns} FROM group_mailboxes g WHERE g.account_id = ${tx.accountId} AND g.deleted_at IS NULL ORDER BY g.id`);
}

/** A page of them by name and id, or by id alone; `search`: in the name or one of the addresses, without regard to case. */
export async function findGroupMailboxPage(
  tx: Tx, act: Act, { search = '', sort = 'name', limit, offset }: { readonly search?: string; readonly sort?: 'name' | 'id'; readonly limit: number; readonly offset: number },
): Promise<{ total: number; rows: GroupMailbox[] }> {
  requirePermission(act, 'channels.read');
  const wanted = search.trim().toLowerCase();
  const found = wanted === '' ? sql`true` : sql`(strpos(lower(g.name), ${wanted}) > 0 OR EXISTS (
    SELECT FROM group_mailbox_addresses x WHERE x.account_id = g.account_id AND x.group_mailbox_id = g.id AND strpos(x.address, ${wanted}) > 0))`;
  const where = sql`g.account_id = ${tx.accountId} AND g.deleted_at IS NULL AND ${found}`;
  const { total } = await tx.one(sql<{ total: number }>`SELECT count(*)::int AS total FROM group_mailboxes g WHERE ${where}`);
  return { total, rows: await tx.rows(sql<GroupMailbox>`SELECT ${groupMailboxColumns} FROM group_mailboxes g WHERE ${where} ORDER BY ${sort === 'name' ? sql`lower(g.name), g.id` : sql`g.id`} LIMIT ${limit} OFFSET ${offset}`) };
}

export async function getGroupMailbox(tx: Tx, act: Act, groupMailboxId: number): Promise<GroupMailbox> {
  requirePermission(act, 'channels.read');
  const found = await tx.maybe(sql<GroupMailbox>`
    SELECT ${groupMailboxColumns} FROM group_mailboxes g WHERE g.account_id = ${tx.accountId} AND g.id = ${groupMailboxId} AND g.deleted_at IS NULL`);
  if (!found) throw notFound('group mailbox');
  return found;
}
