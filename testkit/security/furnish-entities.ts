import { changeGroupMailboxMembers, createGroupMailbox } from '#core/channels/index.ts';
import { createLeadSource } from '#core/contacts/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { changeOwnGoals } from '#core/settings/index.ts';
import type { Tx } from '#storage/index.ts';

/** A group mailbox with the agent as its member and a goal of its own, and a lead source. */
export async function furnishEntities(tx: Tx, act: Act, { subject, domain, agentId }: { subject: string; domain: string; agentId: number }): Promise<{ readonly groupMailboxId: string; readonly groupMailbox: string; readonly leadSourceId: string }> {
  const name = `${subject} shared`;
  const group = await createGroupMailbox(tx, act, { name, address: `shared@${domain}` });
  await changeGroupMailboxMembers(tx, act, group.id, { add: [agentId] });
  await changeOwnGoals(tx, act, { kind: 'group-mailbox', id: group.id }, { firstReply: 600 });
  const source = await createLeadSource(tx, act, { name: `${subject} fair` });
  return { groupMailboxId: String(group.id), groupMailbox: name, leadSourceId: String(source.id) };
}
