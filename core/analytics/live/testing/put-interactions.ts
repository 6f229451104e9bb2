import type { Interaction } from '#core/interactions/index.ts';
import { insertRows } from '#core/analytics/log/testing/insert-rows.ts';
import type { Tx } from '#storage/index.ts';

const at = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** Writes interactions as rows, thousands at once; where they wait they get an entry. */
export async function putInteractions(tx: Tx, all: readonly Interaction[]): Promise<void> {
  await insertRows(tx, 'interactions', all.map((one) => ({
    id: one.id, uuid: crypto.randomUUID(), conversation_id: one.conversationId, kind: one.kind, direction: one.direction, entry: one.entry, is_scheduled: one.isScheduled, lang: one.lang, state: one.state,
    queue_id: one.queueId, menu_path_id: one.menuPathId, agent_id: one.agentId, fail_reason: one.failReason, created_at: at(one.createdMs), queued_at: at(one.queuedMs), assigned_at: at(one.assignedMs),
    connected_at: at(one.connectedMs), ended_at: at(one.endedMs), verified: one.verified, queue_seconds: one.queueSeconds, talk_seconds: one.talkSeconds, hold_seconds: one.holdSeconds,
    message_count: 0, response_average_seconds: 0, response_max_seconds: 0, detail: one.detail, version: one.version, updated_at: at(one.updatedMs),
  })));
  await insertRows(tx, 'interaction_parties', all.flatMap((one) => one.parties.map((party, seq) => ({
    id: party.id, seq, interaction_id: one.id, kind: party.kind, role: party.role, agent_id: party.agentId, name: party.name, state: party.state, fail_reason: party.failReason,
    joined_at: at(party.joinedMs), connected_at: at(party.connectedMs), left_at: at(party.leftMs), ...overOf(one, party),
  }))));
  await insertRows(tx, 'interaction_spans', all.flatMap((one) => one.spans.map((span, seq) => ({
    id: span.id, seq, interaction_id: one.id, party_id: span.partyId, type: span.type, started_at: at(span.startedMs), ended_at: at(span.endedMs), kind: one.kind, agent_id: span.agentId, queue_id: span.queueId,
    menu_path_id: span.menuPathId, lang: span.lang, transfer_id: span.transferId, outcome: span.outcome, target_seconds: span.serviceLevel?.targetSeconds ?? null, target_percent: span.serviceLevel?.targetPercent ?? null,
    abandon_seconds: span.serviceLevel?.abandonSeconds ?? null, sla: span.sla, detail: span.detail,
  }))));
  await insertRows(tx, 'queue_entries', all.flatMap((one) => {
    const stay = one.spans.find(({ type, endedMs, serviceLevel }) => type === 'queue' && endedMs === null && serviceLevel !== null);
    if (!stay) return [];
    const entered = at(stay.startedMs);
    return [ { queue_id: one.queueId, interaction_id: one.id, priority: 0, rank_priority: 0, rank_at: entered, entered_at: entered, groups_open: 1, attempts: 0, is_offered: false }];
  }));
}

/** When an agent's part was over, and for which queue. */
function overOf({ spans }: Interaction, { id, kind }: Interaction['parties'][number]): { over_at: string | null; handled_queue_id: number | null } {
  const own = kind === 'agent' ? spans.filter(({ partyId }) => partyId === id) : [];
  if (own.length === 0 || own.some(({ endedMs }) => endedMs === null)) return { over_at: null, handled_queue_id: null };
  return { over_at: at(own.at(-1)!.endedMs), handled_queue_id: own.reduce<number | null>((queue, span) => (span.queueId !== null && span.queueId > (queue ?? 0) ? span.queueId : queue), null) };
}
