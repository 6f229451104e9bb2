import type { Operation } from '#http/index.ts';
import { getInteraction } from './endpoints/interactions/get-interaction.ts';
import { listInteractions } from './endpoints/interactions/list-interactions.ts';

/** Calls and chats, to read. */
export const interactionOperations: readonly Operation[] = [listInteractions, getInteraction];
