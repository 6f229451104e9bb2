import { addParty, openSpan, type Draft } from './acts/draft.ts';
import type { Entry, Interaction, InteractionKind, NewId } from './interaction.ts';

export interface InteractionStart {
  readonly id: number;
  readonly kind: InteractionKind;
  readonly conversationId: number;
  readonly direction: 'in' | 'out';
  readonly entry: Entry;
  readonly lang: string;
  readonly contactId: number | null;
  /** The queue that a scheduled call comes to when it is due. */
  readonly queueId?: number | null;
  /** A call back after that one. */
  readonly parentId?: number | null;
  /** To be called then: it begins as scheduled. Calls only. */
  readonly scheduledMs?: number | null;
  /** The number that the customer dialled, and the one that is dialled for him. */
  readonly supportNumber?: string | null;
  readonly outboundNumber?: string | null;
  readonly provider?: string;
}

/**
 * A call or chat as it begins. An incoming one is in the menus (`selecting`) until it is enqueued; what an agent dials is being connected from the
 * first moment on and waits for its `assign`; one with `scheduledMs` waits for `due` (or `assign`); one of entry `external` is only watched.
 */
export function startInteraction(start: InteractionStart, nowMs: number, newId: NewId): Interaction {
  const isScheduled = start.kind === 'call' && (start.scheduledMs ?? null) !== null;
  const isExternal = start.kind === 'call' && start.entry === 'external';
  const draft: Draft = {
    id: start.id, kind: start.kind, conversationId: start.conversationId, parentId: start.parentId ?? null, direction: start.direction, entry: start.entry, isScheduled,
    lang: start.lang, state: isScheduled ? 'scheduled' : isExternal ? 'external' : 'selecting', failReason: 'none', contactId: start.contactId,
    queueId: start.queueId ?? null, menuId: null, menuPathId: null, agentId: null,
    createdMs: nowMs, queuedMs: null, assignedMs: null, connectedMs: null, endedMs: null, scheduledMs: isScheduled ? start.scheduledMs! : null, firstMessageMs: null, lastMessageMs: null,
    supportNumber: start.supportNumber ?? null, outboundNumber: start.outboundNumber ?? null, verified: false, rating: null,
    queueSeconds: 0, talkSeconds: 0, holdSeconds: 0, messageCount: 0, responseAverageSeconds: 0, responseMaxSeconds: 0,
    detail: { ...(start.provider !== undefined && { provider: start.provider }) }, version: 1, updatedMs: nowMs,
    parties: [], spans: [], transfers: [], recordings: [], dispositions: [], now: nowMs, newId,
  };
  const isTalk = isExternal;
  const customer = addParty(draft, { kind: 'customer', role: 'main', contactId: start.contactId, state: isTalk ? 'connected' : 'waiting', connectedMs: isTalk ? nowMs : null });
  openSpan(draft, customer.id, isScheduled ? 'scheduled' : isTalk ? 'talk' : start.direction === 'out' ? 'connecting' : 'menu', { lang: start.lang });
  if (isTalk) draft.connectedMs = nowMs;
  const { now: _now, newId: _newId, ...interaction } = draft;
  return interaction;
}
