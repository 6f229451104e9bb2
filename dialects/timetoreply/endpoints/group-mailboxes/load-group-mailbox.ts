import type { Call, Tx } from '#http/index.ts';
import { noGoals, type EntityPorts } from '../../ports.ts';
import { plainTime } from '../../render/date-time.ts';
import { addressesOf } from '../../render/group-mailbox.ts';
import { renderOwnGoals } from '../../render/own-goals.ts';
import type { MembersPart } from '../../schemas/entity.ts';
import { pageOfMembers } from '../teams/load-team.ts';

/** A group mailbox as store and update answer it: what stands before the members and what follows them. */
export async function loadGroupMailbox(ports: EntityPorts, tx: Tx, call: Call<MembersPart>, groupMailboxId: number) {
  const { act, principal: { accountId, zone } } = call;
  const group = await ports.getGroupMailbox(tx, act, groupMailboxId);
  const goals = (await ports.findOwnGoals(tx, 'group-mailbox', [groupMailboxId])).get(groupMailboxId) ?? noGoals;
  return {
    id: group.id, company_id: accountId, name: group.name, ...renderOwnGoals(goals),
    created_at: plainTime(group.createdAt, zone), updated_at: plainTime(group.updatedAt, zone), product_type: 'success',
    members: await pageOfMembers(ports, tx, call, group.agentIds), model_type: 'Group Mailbox', group_mailbox_address: group.address, email_usernames: addressesOf(group), pending_invites: [] as [],
  };
}
