export type { OfferMode, QueueAction, QueueKind, QueueRules } from './queue.ts';
<<<<<<< HEAD
export { isOfferedIn, menuChildrenMax, menuDepthMax, menuKinds, type Menu, type MenuKind, type MenuLanguage } from './menus/menu.ts';
export { createMenu, type MenuInput } from './menus/create-menu.ts';
export { changeMenu, type MenuChange } from './menus/change-menu.ts';
export { moveMenu } from './menus/move-menu.ts';
export { orderMenus } from './menus/order-menus.ts';
export { deleteMenu } from './menus/delete-menu.ts';
export { restoreMenu } from './menus/restore-menu.ts';
export { findMenus, type MenuFilter, type MenuPage, type MenuSort } from './menus/find-menus.ts';
export { menuTree, type MenuNode } from './menus/menu-tree.ts';
export { createQueueGroup, deleteQueueGroup, findQueueGroups, renameQueueGroup, type QueueGroup } from './groups/queue-groups.ts';
export { createQueue, type QueueInput } from './setup/create-queue.ts';
export { changeQueue, type QueueChange } from './setup/change-queue.ts';
export { deleteQueue } from './setup/delete-queue.ts';
export { restoreQueue } from './setup/restore-queue.ts';
export { ruleBounds, usualRules } from './setup/check-rules.ts';
export { findQueueOfPath, getQueueRules, lockQueueRules } from './setup/queue-rules.ts';
export { findQueues, getQueue, type Assignment, type Queue, type Skill } from './setup/find-queues.ts';
export { levelMax, setAssignments } from './assignments/set-assignments.ts';
export { findMenuAssignments, type AgentAssignment, type AssignedAgent, type TeamAssignment } from './assignments/find-menu-assignments.ts';
export { setAgentSkills, setQueueSkills } from './skills/set-skills.ts';
export { findSkills, getAgentSkills } from './skills/find-skills.ts';
export { recomputeMembers, type MemberChange } from './members/recompute-members.ts';
export { queueMembersConsumer } from './members/members-consumer.ts';
export { setReady } from './members/set-ready.ts';
export { findAgentQueues, type AgentQueue } from './members/find-agent-queues.ts';
export { entryDecision, type EntryDecision, type QueueSituation } from './preview/entry-decision.ts';
export { explainCall, type AskedAgent, type CallExplanation, type CallQuestion, type ExplainedQueue } from './preview/explain-call.ts';
=======
export { entryDecision, type EntryDecision, type QueueSituation } from './preview/entry-decision.ts';
>>>>>>> engine
