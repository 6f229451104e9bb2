import type { Act } from '#core/kernel/index.ts';
import { createMenu, createQueue, createQueueGroup, deleteMenu, deleteQueue, setAgentSkills, setAssignments } from '#core/queues/index.ts';
import type { Tx } from '#storage/index.ts';

/** The setup of a contact centre, by the names under which `Things` has it. */
export interface QueueThings {
  /** A leaf that leads to the queue. */
  readonly menuId: string;
  /** No queue, nothing below it. */
  readonly otherMenuId: string;
  readonly deletedMenuId: string;
  readonly menu: string;
  readonly queueId: string;
  readonly deletedQueueId: string;
  readonly queueGroupId: string;
}

/** A menu that leads to a queue in a group, whom the agent works with a skill, and a menu that is gone. */
export async function furnishQueues(tx: Tx, act: Act, { subject, agentId }: { subject: string; agentId: number }): Promise<QueueThings> {
  const group = await createQueueGroup(tx, act, { name: `${subject} queues` });
  const menu = await createMenu(tx, act, { kind: 'ivr', name: `${subject} hotline`, outputMessage: `Welcome to ${subject}` });
  const other = await createMenu(tx, act, { kind: 'ivr', name: `${subject} side line` });
  const gone = await createMenu(tx, act, { kind: 'web', name: `${subject} old page` });
  await deleteMenu(tx, act, gone.id);
  const queue = await createQueue(tx, act, { kind: 'call', name: `${subject} calls`, menuId: menu.id, queueGroupId: group.id });
  const old = await createQueue(tx, act, { kind: 'chat', name: `${subject} old chats` });
  await deleteQueue(tx, act, old.id);
  await setAssignments(tx, act, queue.id, [{ agentId, teamId: null, level: 1 }]);
  await setAgentSkills(tx, act, agentId, [{ skill: subject, level: 3 }]);
  return { menuId: String(menu.id), otherMenuId: String(other.id), deletedMenuId: String(gone.id), menu: `${subject} hotline`, queueId: String(queue.id), deletedQueueId: String(old.id), queueGroupId: String(group.id) };
}
