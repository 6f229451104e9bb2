import { checkName } from '#core/accounts/index.ts';
import { writeAudit, type AuditAction } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { getGroupMailbox } from './find-group-mailboxes.ts';
import { checkAddresses, lockGroupMailbox, setAddresses } from './set-addresses.ts';

export interface GroupMailboxInput { readonly name: string; readonly address: string; readonly aliases?: readonly string[] }

/** `conflict` where an address is another group mailbox's, `invalid` where it is not ours; then nothing is made. */
export async function createGroupMailbox(tx: Tx, act: Act, { name, address, aliases = [] }: GroupMailboxInput): Promise<{ id: number }> {
  requirePermission(act, 'channels.write');
  const checkedName = checkName('name', name);
  const { own, others } = checkAddresses(address, aliases);
  const made = await tx.one(sql<{ id: number }>`
    INSERT INTO group_mailboxes (account_id, name, created_at, updated_at) VALUES (${tx.accountId}, ${checkedName}, ${act.now}, ${act.now}) RETURNING id`);
  await setAddresses(tx, made.id, own, others);
  await tell(tx, act, made.id, 'group-mailbox.created', { address: own });
  return made;
}

/** What is not named stays. */
export async function changeGroupMailbox(tx: Tx, act: Act, groupMailboxId: number, change: Partial<GroupMailboxInput>): Promise<void> {
  requirePermission(act, 'channels.write');
  await lockGroupMailbox(tx, groupMailboxId);
  const name = change.name === undefined ? null : checkName('name', change.name);
  if (change.address !== undefined || change.aliases !== undefined) {
    const before = await getGroupMailbox(tx, seesAll(act), groupMailboxId);
    const { own, others } = checkAddresses(change.address ?? before.address, change.aliases ?? before.aliases);
    await setAddresses(tx, groupMailboxId, own, others);
  }
  await tx.run(sql`UPDATE group_mailboxes SET name = coalesce(${name}, name), updated_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${groupMailboxId}`);
  await tell(tx, act, groupMailboxId, 'group-mailbox.changed', { fields: Object.keys(change) });
}

/** Leaves a tombstone without addresses and members: channels, agents and their mail stay. */
export async function deleteGroupMailbox(tx: Tx, act: Act, groupMailboxId: number): Promise<void> {
  requirePermission(act, 'channels.write');
  await lockGroupMailbox(tx, groupMailboxId);
  await tx.run(sql`DELETE FROM group_mailbox_addresses WHERE account_id = ${tx.accountId} AND group_mailbox_id = ${groupMailboxId}`);
  await tx.run(sql`DELETE FROM group_mailbox_members WHERE account_id = ${tx.accountId} AND group_mailbox_id = ${groupMailboxId}`);
  await tx.run(sql`UPDATE group_mailboxes SET deleted_at = ${act.now}, updated_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${groupMailboxId}`);
  await tell(tx, act, groupMailboxId, 'group-mailbox.deleted', {});
}

/** The event and the audit row of a change. */
export async function tell(tx: Tx, act: Act, groupMailboxId: number, action: AuditAction, detail: Record<string, unknown>): Promise<void> {
  await appendEvents(tx, act, [{ type: 'group-mailbox.changed', data: { groupMailboxId } }]);
  await writeAudit(tx, act, { action, targetKind: 'group-mailbox', targetId: groupMailboxId, detail });
}
