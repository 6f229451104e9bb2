import type { InteractionTimeline as CoreTimeline } from '#core/desk/index.ts';
import { wholeSeconds } from '#core/interactions/index.ts';
import type { InteractionTimeline } from '../schemas/interactions.ts';

const instant = (ms: number): string => new Date(ms).toISOString();
const instantOrNull = (ms: number | null): string | null => (ms === null ? null : instant(ms));

export function renderInteraction({ interaction: it, uuid, names, spans, lostCommands }: CoreTimeline): InteractionTimeline {
  const contact = it.contactId === null ? undefined : names.contacts.get(it.contactId);
  return {
    id: it.id, uuid, kind: it.kind, direction: it.direction, entry: it.entry, state: it.state, failReason: it.failReason, conversationId: it.conversationId, contactId: it.contactId, agentId: it.agentId, queueId: it.queueId,
    createdAt: instant(it.createdMs), endedAt: instantOrNull(it.endedMs), queueSeconds: it.queueSeconds, talkSeconds: it.talkSeconds, holdSeconds: it.holdSeconds, parentId: it.parentId, lang: it.lang, rating: it.rating,
    isVerified: it.verified, supportNumber: it.supportNumber, outboundNumber: it.outboundNumber, scheduledAt: instantOrNull(it.scheduledMs), deflection: it.detail.deflection ?? 'none',
    disconnectedBy: it.detail.disconnectedBy ?? 'unknown', contact: contact ? { id: contact.id, name: contact.name } : null, agents: [...names.agents.values()].map(({ id, name }) => ({ id, name })),
    parties: it.parties.map(({ id, kind, role, agentId, name, state, failReason, joinedMs, connectedMs, leftMs }) => ({
      id, kind, role, agentId, name: name ?? (agentId === null ? (kind === 'customer' ? contact?.name ?? null : null) : names.agents.get(agentId)?.name ?? null), state, failReason, joinedAt: instant(joinedMs),
      connectedAt: instantOrNull(connectedMs), leftAt: instantOrNull(leftMs),
    })),
    spans: spans.map((span) => ({
      id: span.id, partyId: span.partyId, type: span.type, startedAt: instant(span.startedMs), endedAt: instantOrNull(span.endedMs), seconds: span.endedMs === null ? null : wholeSeconds(span.startedMs, span.endedMs),
      agentId: span.agentId, queueId: span.queueId, queueName: span.queueId === null ? null : names.queues.get(span.queueId)?.name ?? null, menuPath: span.menuPathId === null ? null : names.paths.get(span.menuPathId)?.path ?? null,
      lang: span.lang, transferId: span.transferId, outcome: span.outcome, sla: span.sla, targetSeconds: span.serviceLevel?.targetSeconds ?? null,
    })),
    transfers: it.transfers.map(({ id, kind, state, failReason, fromAgentId, toAgentId, fromQueueId, toQueueId, createdMs, assignedMs, connectedMs, endedMs }) => ({
      id, kind, state, failReason, fromAgentId, toAgentId, fromQueueId, toQueueId, createdAt: instant(createdMs), assignedAt: instantOrNull(assignedMs), connectedAt: instantOrNull(connectedMs), endedAt: instantOrNull(endedMs),
    })),
    recordings: it.recordings.map(({ id, kind, url, startedMs, endedMs, redactions }) => ({
      id, kind, url, startedAt: instant(startedMs), endedAt: instantOrNull(endedMs), redactions: redactions.map((one) => ({ startedAt: instant(one.startedMs), endedAt: instantOrNull(one.endedMs) })),
    })),
    dispositions: it.dispositions.map(({ id, agentId, code, note, createdMs }) => ({ id, agentId, code, note, createdAt: instant(createdMs) })),
    lostCommands: lostCommands.map((one) => ({ ...one })), version: it.version,
  };
}
