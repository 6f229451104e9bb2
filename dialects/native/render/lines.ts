import type { ControlCommand as CoreCommand, LineState as CoreLine, Offer as CoreOffer } from '#core/routing/index.ts';
import type { ControlCommand, LineState, Offer } from '../schemas/lines.ts';

const instant = (ms: number): string => new Date(ms).toISOString();
const instantOrNull = (ms: number | null): string | null => (ms === null ? null : instant(ms));

export function renderLine({ interaction, uuid, asksTime = false }: CoreLine): LineState {
  const { id, kind, state, conversationId, queueId, menuId, agentId, failReason, createdMs, endedMs, version } = interaction;
  return { id, uuid, kind, state, conversationId, queueId, menuId, agentId, failReason, createdAt: instant(createdMs), endedAt: instantOrNull(endedMs), version, asksTime };
}

export function renderOffer({ id, interactionId, kind, queueId, agentId, mode, groupNumber, state, offeredMs, expiresMs, endedMs, reason }: CoreOffer): Offer {
  const { rule, level, idleSinceMs, waitedSeconds, readyAgents, note = null } = reason;
  return {
    id, interactionId, kind, queueId, agentId, mode, groupNumber, state, offeredAt: instant(offeredMs), expiresAt: instant(expiresMs), endedAt: instantOrNull(endedMs),
    why: { rule, level, idleSince: instantOrNull(idleSinceMs), waitedSeconds, readyAgents, note },
  };
}

export function renderCommand({ id, position, interactionId, providerRef, command, agentId, data: { expiresMs, ...data }, createdAt, attempt, doneAt, outcome }: CoreCommand): ControlCommand {
  return { id, position, interactionId, providerRef, command, agentId, data: { ...data, ...(expiresMs !== undefined && { expiresAt: instant(expiresMs) }) }, createdAt, attempt, doneAt, outcome };
}
