import type { Disposition, Interaction, InteractionDetail, Party, Recording, Span, SpanDetail, Transfer } from '../interaction.ts';

/** Rows as JSON, in the names of the columns; instants are RFC 3339 text. */
type Text = string | null;

export interface InteractionRow {
  id: number; kind: Interaction['kind']; conversation_id: number; parent_id: number | null; direction: 'in' | 'out'; entry: Interaction['entry']; is_scheduled: boolean; lang: string;
  state: Interaction['state']; fail_reason: Interaction['failReason']; contact_id: number | null; queue_id: number | null; menu_id: number | null; menu_path_id: number | null; agent_id: number | null;
  created_at: string; queued_at: Text; assigned_at: Text; connected_at: Text; ended_at: Text; scheduled_at: Text; first_message_at: Text; last_message_at: Text;
  support_number: Text; outbound_number: Text; verified: boolean; rating: number | null; queue_seconds: number; talk_seconds: number; hold_seconds: number; message_count: number;
  response_average_seconds: number; response_max_seconds: number; detail: InteractionDetail; version: number; updated_at: string;
}
export interface PartyRow {
  id: number; interaction_id: number; seq: number; kind: Party['kind']; role: Party['role']; agent_id: number | null; contact_id: number | null; name: Text; state: Party['state'];
  fail_reason: Party['failReason']; joined_at: string; connected_at: Text; left_at: Text;
  /** Of agents whose part is over, wrap-up included: the end of its last span, and the queue that its spans name. */
  over_at: Text; handled_queue_id: number | null;
}
export interface SpanRow {
  id: number; interaction_id: number; seq: number; party_id: number; type: Span['type']; started_at: string; ended_at: Text; kind: Interaction['kind']; agent_id: number | null; queue_id: number | null;
  menu_path_id: number | null; lang: Text; transfer_id: number | null; outcome: Text; target_seconds: number | null; target_percent: number | null; abandon_seconds: number | null; sla: Span['sla']; detail: SpanDetail | null;
}
export interface TransferRow {
  id: number; interaction_id: number; seq: number; kind: Transfer['kind']; state: Transfer['state']; fail_reason: Transfer['failReason']; from_agent_id: number | null; to_agent_id: number | null;
  from_queue_id: number | null; to_queue_id: number | null; deflection: Transfer['deflection']; created_at: string; assigned_at: Text; connected_at: Text; ended_at: Text; updated_at: string;
}
export interface RecordingRow {
  id: number; interaction_id: number; seq: number; kind: Recording['kind']; provider_ref: Text; url: Text; started_at: string; ended_at: Text;
  redactions: { startedAt: string; endedAt: Text; startAgentId: number | null; endAgentId: number | null }[];
}
export interface DispositionRow { id: number; interaction_id: number; seq: number; agent_id: number; party_id: number; transfer_id: number | null; code: string; note: Text; created_at: string }

export interface InteractionRows {
  readonly row: InteractionRow;
  readonly parties: readonly PartyRow[] | null;
  readonly spans: readonly SpanRow[] | null;
  readonly transfers: readonly TransferRow[] | null;
  readonly recordings: readonly RecordingRow[] | null;
  readonly dispositions: readonly DispositionRow[] | null;
}

const at = (ms: number): string => new Date(ms).toISOString();
const atOrNull = (ms: number | null): Text => (ms === null ? null : at(ms));
const ms = (text: string): number => Date.parse(text);
const msOrNull = (text: Text): number | null => (text === null ? null : ms(text));

export function toInteractionRow(it: Interaction): InteractionRow {
  return {
    id: it.id, kind: it.kind, conversation_id: it.conversationId, parent_id: it.parentId, direction: it.direction, entry: it.entry, is_scheduled: it.isScheduled, lang: it.lang, state: it.state,
    fail_reason: it.failReason, contact_id: it.contactId, queue_id: it.queueId, menu_id: it.menuId, menu_path_id: it.menuPathId, agent_id: it.agentId, created_at: at(it.createdMs),
    queued_at: atOrNull(it.queuedMs), assigned_at: atOrNull(it.assignedMs), connected_at: atOrNull(it.connectedMs), ended_at: atOrNull(it.endedMs), scheduled_at: atOrNull(it.scheduledMs),
    first_message_at: atOrNull(it.firstMessageMs), last_message_at: atOrNull(it.lastMessageMs), support_number: it.supportNumber, outbound_number: it.outboundNumber, verified: it.verified, rating: it.rating,
    queue_seconds: it.queueSeconds, talk_seconds: it.talkSeconds, hold_seconds: it.holdSeconds, message_count: it.messageCount, response_average_seconds: it.responseAverageSeconds,
    response_max_seconds: it.responseMaxSeconds, detail: it.detail, version: it.version, updated_at: at(it.updatedMs),
  };
}

export function toPartyRow(party: Party, { id, spans }: Pick<Interaction, 'id' | 'spans'>, seq: number): PartyRow {
  const own = party.kind === 'agent' ? spans.filter((span) => span.partyId === party.id) : [];
  const isOver = own.length > 0 && own.every((span) => span.endedMs !== null);
  const queues = own.flatMap((span) => span.queueId ?? []);
  return {
    id: party.id, interaction_id: id, seq, kind: party.kind, role: party.role, agent_id: party.agentId, contact_id: party.contactId, name: party.name, state: party.state,
    fail_reason: party.failReason, joined_at: at(party.joinedMs), connected_at: atOrNull(party.connectedMs), left_at: atOrNull(party.leftMs), over_at: isOver ? atOrNull(own.at(-1)!.endedMs) : null, handled_queue_id: isOver && queues.length > 0 ? Math.max(...queues) : null,
  };
}

export function toSpanRow(span: Span, { id, kind }: Pick<Interaction, 'id' | 'kind'>, seq: number): SpanRow {
  return {
    id: span.id, interaction_id: id, seq, party_id: span.partyId, type: span.type, started_at: at(span.startedMs), ended_at: atOrNull(span.endedMs), kind, agent_id: span.agentId, queue_id: span.queueId,
    menu_path_id: span.menuPathId, lang: span.lang, transfer_id: span.transferId, outcome: span.outcome, target_seconds: span.serviceLevel?.targetSeconds ?? null,
    target_percent: span.serviceLevel?.targetPercent ?? null, abandon_seconds: span.serviceLevel?.abandonSeconds ?? null, sla: span.sla, detail: Object.keys(span.detail).length === 0 ? null : span.detail,
  };
}

export function toTransferRow(it: Transfer, interactionId: number, seq: number): TransferRow {
  return {
    id: it.id, interaction_id: interactionId, seq, kind: it.kind, state: it.state, fail_reason: it.failReason, from_agent_id: it.fromAgentId, to_agent_id: it.toAgentId, from_queue_id: it.fromQueueId,
    to_queue_id: it.toQueueId, deflection: it.deflection, created_at: at(it.createdMs), assigned_at: atOrNull(it.assignedMs), connected_at: atOrNull(it.connectedMs), ended_at: atOrNull(it.endedMs), updated_at: at(it.updatedMs),
  };
}

export function toRecordingRow(it: Recording, interactionId: number, seq: number): RecordingRow {
  return {
    id: it.id, interaction_id: interactionId, seq, kind: it.kind, provider_ref: it.providerRef, url: it.url, started_at: at(it.startedMs), ended_at: atOrNull(it.endedMs),
    redactions: it.redactions.map(({ startedMs, endedMs, startAgentId, endAgentId }) => ({ startedAt: at(startedMs), endedAt: atOrNull(endedMs), startAgentId, endAgentId })),
  };
}

export function toDispositionRow(it: Disposition, interactionId: number, seq: number): DispositionRow {
  return { id: it.id, interaction_id: interactionId, seq, agent_id: it.agentId, party_id: it.partyId, transfer_id: it.transferId, code: it.code, note: it.note, created_at: at(it.createdMs) };
}

/** The value from its rows; the parts in the order of `seq`. */
export function fromRows({ row, parties, spans, transfers, recordings, dispositions }: InteractionRows): Interaction {
  return {
    id: row.id, kind: row.kind, conversationId: row.conversation_id, parentId: row.parent_id, direction: row.direction, entry: row.entry, isScheduled: row.is_scheduled, lang: row.lang, state: row.state,
    failReason: row.fail_reason, contactId: row.contact_id, queueId: row.queue_id, menuId: row.menu_id, menuPathId: row.menu_path_id, agentId: row.agent_id, createdMs: ms(row.created_at),
    queuedMs: msOrNull(row.queued_at), assignedMs: msOrNull(row.assigned_at), connectedMs: msOrNull(row.connected_at), endedMs: msOrNull(row.ended_at), scheduledMs: msOrNull(row.scheduled_at),
    firstMessageMs: msOrNull(row.first_message_at), lastMessageMs: msOrNull(row.last_message_at), supportNumber: row.support_number, outboundNumber: row.outbound_number, verified: row.verified, rating: row.rating,
    queueSeconds: row.queue_seconds, talkSeconds: row.talk_seconds, holdSeconds: row.hold_seconds, messageCount: row.message_count, responseAverageSeconds: row.response_average_seconds,
    responseMaxSeconds: row.response_max_seconds, detail: row.detail, version: row.version, updatedMs: ms(row.updated_at),
    parties: inOrder(parties).map(fromPartyRow), spans: inOrder(spans).map(fromSpanRow), transfers: inOrder(transfers).map(fromTransferRow), recordings: inOrder(recordings).map(fromRecordingRow),
    dispositions: inOrder(dispositions).map(({ id, agent_id, party_id, transfer_id, code, note, created_at }) => ({ id, agentId: agent_id, partyId: party_id, transferId: transfer_id, code, note, createdMs: ms(created_at) })),
  };
}

function inOrder<Row extends { seq: number }>(rows: readonly Row[] | null): readonly Row[] {
  return rows === null ? [] : rows.toSorted((a, b) => a.seq - b.seq);
}

function fromPartyRow(row: PartyRow): Party {
  return {
    id: row.id, kind: row.kind, role: row.role, agentId: row.agent_id, contactId: row.contact_id, name: row.name, state: row.state, failReason: row.fail_reason,
    joinedMs: ms(row.joined_at), connectedMs: msOrNull(row.connected_at), leftMs: msOrNull(row.left_at),
  };
}

function fromSpanRow(row: SpanRow): Span {
  return {
    id: row.id, partyId: row.party_id, type: row.type, startedMs: ms(row.started_at), endedMs: msOrNull(row.ended_at), agentId: row.agent_id, queueId: row.queue_id, menuPathId: row.menu_path_id, lang: row.lang,
    transferId: row.transfer_id, outcome: row.outcome, serviceLevel: row.target_seconds === null ? null : { targetSeconds: row.target_seconds, targetPercent: row.target_percent!, abandonSeconds: row.abandon_seconds! },
    sla: row.sla, detail: row.detail ?? {},
  };
}

function fromTransferRow(row: TransferRow): Transfer {
  return {
    id: row.id, kind: row.kind, state: row.state, failReason: row.fail_reason, fromAgentId: row.from_agent_id, toAgentId: row.to_agent_id, fromQueueId: row.from_queue_id, toQueueId: row.to_queue_id,
    deflection: row.deflection, createdMs: ms(row.created_at), assignedMs: msOrNull(row.assigned_at), connectedMs: msOrNull(row.connected_at), endedMs: msOrNull(row.ended_at), updatedMs: ms(row.updated_at),
  };
}

function fromRecordingRow(row: RecordingRow): Recording {
  return {
    id: row.id, kind: row.kind, providerRef: row.provider_ref, url: row.url, startedMs: ms(row.started_at), endedMs: msOrNull(row.ended_at),
    redactions: row.redactions.map(({ startedAt, endedAt, startAgentId, endAgentId }) => ({ startedMs: ms(startedAt), endedMs: msOrNull(endedAt), startAgentId, endAgentId })),
  };
}
