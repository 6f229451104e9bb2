import type { Operation } from '#http/index.ts';
import { changeMenu } from './endpoints/menus/change-menu.ts';
import { createMenu } from './endpoints/menus/create-menu.ts';
import { deleteMenu } from './endpoints/menus/delete-menu.ts';
import { getMenu } from './endpoints/menus/get-menu.ts';
import { listMenus } from './endpoints/menus/list-menus.ts';
import { moveMenu } from './endpoints/menus/move-menu.ts';
import { orderMenus } from './endpoints/menus/order-menus.ts';
import { restoreMenu } from './endpoints/menus/restore-menu.ts';
import { changeQueueGroup } from './endpoints/queue-groups/change-queue-group.ts';
import { createQueueGroup } from './endpoints/queue-groups/create-queue-group.ts';
import { deleteQueueGroup } from './endpoints/queue-groups/delete-queue-group.ts';
import { listQueueGroups } from './endpoints/queue-groups/list-queue-groups.ts';
import { changeQueue } from './endpoints/queues/change-queue.ts';
import { createQueue } from './endpoints/queues/create-queue.ts';
import { deleteQueue } from './endpoints/queues/delete-queue.ts';
import { explainCall } from './endpoints/queues/explain-call.ts';
import { getQueue } from './endpoints/queues/get-queue.ts';
import { listQueues } from './endpoints/queues/list-queues.ts';
import { restoreQueue } from './endpoints/queues/restore-queue.ts';
import { setAssignments } from './endpoints/queues/set-assignments.ts';
import { setQueueHours } from './endpoints/queues/set-queue-hours.ts';
import { setQueueSkills } from './endpoints/queues/set-queue-skills.ts';
import { getAgentSkills } from './endpoints/skills/get-agent-skills.ts';
import { listSkills } from './endpoints/skills/list-skills.ts';
import { setAgentSkills } from './endpoints/skills/set-agent-skills.ts';

/** How callers come to queues, by which rules work waits, and who works it. */
export const queueOperations: readonly Operation[] = [
  listMenus, createMenu, orderMenus, getMenu, changeMenu, moveMenu, deleteMenu, restoreMenu,
  listQueues, createQueue, explainCall, getQueue, changeQueue, deleteQueue, restoreQueue, setAssignments, setQueueSkills, setQueueHours,
  listQueueGroups, createQueueGroup, changeQueueGroup, deleteQueueGroup, listSkills, getAgentSkills, setAgentSkills,
];
