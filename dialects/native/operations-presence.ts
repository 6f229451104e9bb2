import type { Operation } from '#http/index.ts';
import { changeAgentCard } from './endpoints/agent-cards/change-agent-card.ts';
import { getAgentCard } from './endpoints/agent-cards/get-agent-card.ts';
import { changeCapacity } from './endpoints/capacity/change-capacity.ts';
import { getCapacity } from './endpoints/capacity/get-capacity.ts';
import { changePresence } from './endpoints/presence/change-presence.ts';
import { endDevice } from './endpoints/presence/end-device.ts';
import { getPresence } from './endpoints/presence/get-presence.ts';
import { keepDevice } from './endpoints/presence/keep-device.ts';
import { listActivities } from './endpoints/presence/list-activities.ts';
import { changeStatus } from './endpoints/statuses/change-status.ts';
import { createStatus } from './endpoints/statuses/create-status.ts';
import { deleteStatus } from './endpoints/statuses/delete-status.ts';
import { listStatuses } from './endpoints/statuses/list-statuses.ts';

/** How agents stand, what they can be, and what stands on their cards. */
export const presenceOperations: readonly Operation[] = [
  getPresence, changePresence, keepDevice, endDevice, listActivities,
  listStatuses, createStatus, changeStatus, deleteStatus,
  getCapacity, changeCapacity,
  getAgentCard, changeAgentCard,
];
