import { eraseLineWords } from '#core/conversations/index.ts';
import { appendEvents } from '#core/events/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** Whose words go. `erasedIds`: those of these that were erased before, and may have been told new ones since. */
export interface ToErase { readonly contactIds?: readonly number[]; readonly conversationIds?: readonly number[]; readonly erasedIds?: readonly number[] }

/** A recording whose name and link are forgotten here: whoever has the sound is to delete it. `ref`: how the carrier called it; null: it is known by its call only (a voicemail). */
export interface ErasedRecording { readonly interactionId: number; readonly callKind: 'call' | 'chat'; readonly kind: 'default' | 'voicemail'; readonly ref: string | null }

export interface Erased {
  /** Calls and chats of which something went now. */
  readonly ids: readonly number[];
  readonly recordings: readonly ErasedRecording[];
  /** Calls that nobody is on yet, and that are to be made: to whom is no longer known. */
  readonly toCancel: readonly number[];
}

/** Why a call that was still to be made has ended (`detail.failDetails`): a word of ours, which no erasure takes. */
export const erasedFailDetails = 'contact-erased';

/**
 * Takes out of calls and chats what the customer said and what he is reached by: the number that was dialled, what he typed, his feedback, messages to him, the words of the chat, what agents
 * noted, why a bot gave up, names of people who were called in, names and links of recordings, pictures and films. Who of ours, when, how long, the rating and all figures stay. What
 * goes on keeps its words until it is over (`erasedIds`). Those in a conversation under legal hold are left alone. For projections: asks for no permission. Again: changes nothing.
 */
export async function eraseInteractions(tx: Tx, act: Act, { contactIds = [], conversationIds = [], erasedIds = [] }: ToErase): Promise<Erased> {
  const found = await tx.rows(sql<{ id: number }>`
    SELECT id FROM interactions WHERE account_id = ${tx.accountId} AND contact_id = ANY(${[...contactIds]}::bigint[])
    UNION SELECT id FROM interactions WHERE account_id = ${tx.accountId} AND conversation_id = ANY(${[...conversationIds]}::bigint[])
    UNION SELECT id FROM interactions WHERE account_id = ${tx.accountId} AND id = ANY(${[...erasedIds]}::bigint[]) AND erased_at IS NOT NULL`);
  const held = found.length === 0 ? [] : await tx.rows(sql<Held>`
    SELECT i.id, i.conversation_id AS "conversationId", i.ended_at IS NOT NULL AS "isOver", ${isToBeMade} AS "isToBeMade" FROM interactions i JOIN conversations c ON c.account_id = i.account_id AND c.id = i.conversation_id AND NOT c.legal_hold
    WHERE i.account_id = ${tx.accountId} AND i.id = ANY(${found.map(({ id }) => id)}::bigint[]) ORDER BY i.id FOR NO KEY UPDATE OF i`);
  if (held.length === 0) return { ids: [], recordings: [], toCancel: [] };
  await tx.run(sql`UPDATE interactions SET erased_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ANY(${held.map(({ id }) => id)}::bigint[]) AND erased_at IS NULL`);
  const toCancel = held.filter((one) => !one.isOver && one.isToBeMade).map(({ id }) => id);
  const quiet = held.filter((one) => one.isOver || one.isToBeMade);
  const ids = quiet.map(({ id }) => id);
  const talking = new Set(held.filter((one) => !quiet.includes(one)).map(({ conversationId }) => conversationId));
  await eraseAllLineWords(tx, act, [...new Set(quiet.map(({ conversationId }) => conversationId))].filter((id) => !talking.has(id)));
  const recordings = await tx.rows(sql<ErasedRecording>`
    WITH gone AS (
      SELECT r.id, r.interaction_id, r.kind, r.provider_ref FROM interaction_recordings r
      WHERE r.account_id = ${tx.accountId} AND r.interaction_id = ANY(${ids}::bigint[]) AND (r.url IS NOT NULL OR r.provider_ref IS NOT NULL)
    ), forgotten AS (
      UPDATE interaction_recordings r SET url = NULL, provider_ref = NULL FROM gone WHERE r.account_id = ${tx.accountId} AND r.id = gone.id RETURNING r.id
    )
    SELECT g.interaction_id AS "interactionId", i.kind AS "callKind", g.kind, g.provider_ref AS ref FROM gone g JOIN forgotten f ON f.id = g.id JOIN interactions i ON i.account_id = ${tx.accountId} AND i.id = g.interaction_id
    ORDER BY g.interaction_id, g.id`);
  const rows = await tx.rows(sql<{ id: number; conversationId: number; kind: 'call' | 'chat'; state: string }>`
    WITH files AS (
      DELETE FROM interaction_files WHERE account_id = ${tx.accountId} AND interaction_id = ANY(${ids}::bigint[]) RETURNING interaction_id AS id
    ), notes AS (
      UPDATE interaction_dispositions SET note = NULL WHERE account_id = ${tx.accountId} AND interaction_id = ANY(${ids}::bigint[]) AND note IS NOT NULL RETURNING interaction_id AS id
    ), thirds AS (
      UPDATE interaction_parties SET name = NULL WHERE account_id = ${tx.accountId} AND interaction_id = ANY(${ids}::bigint[]) AND kind IN ('customer', 'third') AND name IS NOT NULL RETURNING interaction_id AS id
    ), bots AS (
      UPDATE interaction_spans SET detail = detail - 'escalationReason' WHERE account_id = ${tx.accountId} AND interaction_id = ANY(${ids}::bigint[]) AND detail ? 'escalationReason' RETURNING interaction_id AS id
    )
    UPDATE interactions i SET outbound_number = NULL, detail = detail - ${[...spoken]}::text[] - CASE WHEN detail->>'failDetails' = ${erasedFailDetails} THEN '' ELSE 'failDetails' END, version = version + 1, updated_at = greatest(updated_at, ${act.now}::timestamptz)
    WHERE account_id = ${tx.accountId} AND id = ANY(${ids}::bigint[]) AND (outbound_number IS NOT NULL OR detail ?| ${[...spoken]}::text[] OR coalesce(detail->>'failDetails', ${erasedFailDetails}) <> ${erasedFailDetails}
      OR id IN (SELECT id FROM files UNION SELECT id FROM notes UNION SELECT id FROM thirds UNION SELECT id FROM bots) OR id = ANY(${recordings.map(({ interactionId }) => interactionId)}::bigint[]))
    RETURNING id, conversation_id AS "conversationId", kind, state`);
  await appendEvents(tx, act, rows.toSorted((a, b) => a.id - b.id).map(({ id, conversationId, kind, state }) => (
    { type: 'interaction.changed' as const, conversationId, data: { interactionId: id, kind, from: state, to: state } })));
  return { ids: rows.map(({ id }) => id), recordings, toCancel };
}

interface Held { readonly id: number; readonly conversationId: number; readonly isOver: boolean; readonly isToBeMade: boolean }

/** Of `interactions i`: nobody is on the line yet. */
const isToBeMade = sql`(i.state = 'scheduled'
  OR (i.state IN ('queued', 'selecting') AND i.connected_at IS NULL AND (i.direction = 'out' OR i.is_scheduled OR coalesce(i.detail->>'deflectionAction' IN ('callback', 'schedule'), false))))`;

async function eraseAllLineWords(tx: Tx, act: Act, conversationIds: readonly number[]): Promise<void> {
  while (await eraseLineWords(tx, act, conversationIds) >= 500);
}

/** In `detail`: words of the customer, or about him. `failDetails` too, but for our own. */
const spoken = ['inputs', 'feedback', 'waitSms', 'callSms', 'ticketId', 'ticketUrl'] as const;
