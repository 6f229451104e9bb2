import { followLine } from '#core/conversations/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { CoreError, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { Interaction } from '../interaction.ts';
import { hasLineMoved, lineOf } from './line-of.ts';
import { partWrites } from './part-writes.ts';
import { toInteractionRow } from './interaction-rows.ts';

/**
 * Writes what an act has changed: the row, changed and new parts, `interaction.changed`, and how the conversation stands. `before` is the value as it
 * was loaded, `after` came of it by `applyToInteraction`: a part that is the same object is not written. `conflict` where somebody else was faster.
 */
export async function saveInteraction(tx: Tx, act: Act, before: Interaction, after: Interaction): Promise<void> {
  if (before === after) return;
  const saved = await tx.maybe(sql`
    WITH saved AS (
      UPDATE interactions i SET
        is_scheduled = r.is_scheduled, lang = r.lang, state = r.state, contact_id = r.contact_id, queue_id = r.queue_id, menu_id = r.menu_id, menu_path_id = r.menu_path_id, agent_id = r.agent_id,
        fail_reason = r.fail_reason, queued_at = r.queued_at, assigned_at = r.assigned_at, connected_at = r.connected_at, ended_at = r.ended_at, scheduled_at = r.scheduled_at,
        first_message_at = r.first_message_at, last_message_at = r.last_message_at, verified = r.verified, rating = r.rating, queue_seconds = r.queue_seconds, talk_seconds = r.talk_seconds,
        hold_seconds = r.hold_seconds, message_count = r.message_count, response_average_seconds = r.response_average_seconds, response_max_seconds = r.response_max_seconds, detail = r.detail,
        version = r.version, updated_at = r.updated_at
      FROM jsonb_populate_record(NULL::interactions, ${JSON.stringify(toInteractionRow(after))}::jsonb) r
      WHERE i.account_id = ${tx.accountId} AND i.id = ${after.id} AND i.version = ${before.version} RETURNING i.id
    )${partWrites(tx.accountId, before, after)}
    SELECT id FROM saved`);
  if (!saved) throw new CoreError('conflict', `The ${after.kind} was changed by somebody else meanwhile.`, { key: 'somebody-faster' });
  await appendEvents(tx, act, [{ type: 'interaction.changed', conversationId: after.conversationId, data: { interactionId: after.id, kind: after.kind, from: before.state, to: after.state } }]);
  if (hasLineMoved(before, after)) await followLine(tx, act, after.conversationId, lineOf(after));
}
