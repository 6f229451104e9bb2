import { CoreError, invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { conversationCan, type Life } from './conversation.ts';
import { lockConversations } from './lock-conversations.ts';

export interface LifeChange {
  readonly life: Exclude<Life, 'deleted'>;
  /** RFC 3339; needed for snoozed, refused otherwise. */
  readonly snoozedUntil?: string;
}

/** Opens, snoozes, resolves, closes conversations or calls them spam. All or none; unknown ids are an error. */
export async function changeLife(tx: Tx, act: Act, ids: readonly number[], change: LifeChange): Promise<void> {
  requirePermission(act, 'conversations.close');
  if ((change.life === 'snoozed') !== (change.snoozedUntil !== undefined)) throw invalid('snoozedUntil', 'goes with life snoozed, and only with it', 'snooze-needs-time');
  const rows = await lockConversations(tx, ids);
  if (rows.length !== new Set(ids).size) throw notFound('conversation');
  for (const row of rows) {
    const problem = conversationCan.changeLife(row.life, change.life);
    if (problem) throw new CoreError('conflict', problem.text, { key: problem.key });
  }
  await writeLife(tx, act, rows.filter((row) => row.life !== change.life || change.life === 'snoozed'), change);
}

/** Closes those of the ids that exist; unknown and deleted ones are passed over. Returns the ids that are closed now, ascending. */
export async function closeConversations(tx: Tx, act: Act, ids: readonly number[]): Promise<number[]> {
  requirePermission(act, 'conversations.close');
  const rows = (await lockConversations(tx, ids)).filter((row) => row.life !== 'deleted');
  await writeLife(tx, act, rows.filter((row) => row.life !== 'closed'), { life: 'closed' });
  return rows.map((row) => row.id).sort((a, b) => a - b);
}

async function writeLife(tx: Tx, act: Act, rows: readonly { id: number; life: Life }[], change: LifeChange): Promise<void> {
  if (rows.length === 0) return;
  const ends = change.life === 'closed' || change.life === 'resolved';
  await tx.run(sql`
    UPDATE conversations SET life = ${change.life}, snoozed_until = ${change.snoozedUntil ?? null}::timestamptz, life_changed_at = ${act.now}::timestamptz,
      closed_at = CASE WHEN ${ends}::boolean THEN ${act.now}::timestamptz END, acted_at = coalesce(acted_at, ${act.now}::timestamptz)
    WHERE account_id = ${tx.accountId} AND id = ANY(${rows.map((row) => row.id)}::bigint[])`);
  await appendEvents(tx, act, rows.map((row) => ({
    type: 'conversation.changed' as const, conversationId: row.id, data: { field: 'life' as const, from: row.life, to: change.life, ...(change.snoozedUntil !== undefined && { until: new Date(change.snoozedUntil).toISOString() }) },
  })));
}
