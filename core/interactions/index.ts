export * from './interaction.ts';
export { applyToInteraction } from './apply-to-interaction.ts';
export { startInteraction, type InteractionStart } from './start-interaction.ts';
export { endedStates, interactionCan, isEnded, mayApply } from './interaction-can.ts';
export { judgeServiceLevel, type QueueOutcome } from './judge-service-level.ts';
export { wholeSeconds } from './whole-seconds.ts';
