import { dueInstant, loadCalendars } from '#core/calendars/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { notify } from '#core/notifications/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { getReplyGoals } from '../log/reply-goals.ts';

/** At risk is a reply when so much of its goal has passed. */
const riskShare = 0.75;
const roundMax = 200;
const freshDays = 30;
/** What was overdue for so long when it is first seen (goals that are new, a server that stood) is no news; nor is what an import or a backfill brought. */
const lateMs = 60 * 60_000;

/**
 * Finds waiting conversations whose reply goal is at risk and tells whose they are; where they are nobody's, the members of their channel. Each once for each time it waits. Returns how many
 * notifications were written. Several processes may call it at once. An account without goals costs one statement.
 */
export async function watchGoals(tx: Tx, act: Act): Promise<number> {
  const goals = await getReplyGoals(tx, Date.parse(act.now));
  if (goals.firstReply.goal === null && goals.overall.goal === null) return 0;
  await planWatches(tx, act, { first: goals.firstReply.goal, overall: goals.overall.goal });
  return tellDue(tx, act);
}

/** Of what began to wait since the last look: when to look again, by the hours of its channel. */
async function planWatches(tx: Tx, act: Act, goals: { readonly first: number | null; readonly overall: number | null }): Promise<void> {
  const waiting = await tx.rows(sql<{ id: number; channelId: number; since: string; isFirst: boolean }>`
    SELECT c.id, c.channel_id AS "channelId", c.waiting_since AS since, coalesce(k.answers, 0) = 0 AS "isFirst"
    FROM conversations c
    LEFT JOIN goal_watches w ON w.account_id = c.account_id AND w.conversation_id = c.id
    LEFT JOIN conversation_clocks k ON k.account_id = c.account_id AND k.conversation_id = c.id
    WHERE c.account_id = ${tx.accountId} AND c.life = 'open' AND c.merged_into IS NULL AND c.waiting_since > ${act.now}::timestamptz - make_interval(days => ${freshDays})
      AND (w.conversation_id IS NULL OR w.waiting_since <> c.waiting_since)
      AND NOT EXISTS (SELECT FROM messages m WHERE m.account_id = c.account_id AND m.conversation_id = c.id AND m.at = c.waiting_since AND (m.batch_id IS NOT NULL OR m.stored_at > m.at + interval '1 day'))
    ORDER BY c.waiting_since DESC LIMIT ${roundMax}`);
  if (waiting.length === 0) return;
  const calendars = await loadCalendars(tx);
  const rows = waiting.map(({ id, channelId, since, isFirst }) => {
    const goal = isFirst ? goals.first : goals.overall;
    const [versions, sinceMs] = [calendars.forChannel(channelId), Date.parse(since)];
    const at = (seconds: number): string | null => { const ms = dueInstant(versions, sinceMs, seconds); return ms === null ? null : new Date(ms).toISOString(); };
    const due = goal === null ? null : at(goal);
    const isNews = due === null || Date.parse(due) > Date.parse(act.now) - lateMs;
    return { id, since, look: goal === null || !isNews ? null : at(Math.floor(goal * riskShare)), due };
  });
  await tx.run(sql`
    INSERT INTO goal_watches (account_id, conversation_id, waiting_since, look_at, due_at)
    SELECT ${tx.accountId}::bigint, r.id, r.since, r.look, r.due
    FROM unnest(${rows.map(({ id }) => id)}::bigint[], ${rows.map(({ since }) => since)}::timestamptz[], ${rows.map(({ look }) => look)}::timestamptz[], ${rows.map(({ due }) => due)}::timestamptz[]) AS r(id, since, look, due)
    ON CONFLICT (account_id, conversation_id) DO UPDATE SET waiting_since = excluded.waiting_since, look_at = excluded.look_at, due_at = excluded.due_at, told_at = NULL
    WHERE goal_watches.waiting_since <> excluded.waiting_since`);
}

/** What was answered, or taken up with a bot meanwhile, tells nobody. */
async function tellDue(tx: Tx, act: Act): Promise<number> {
  const due = await tx.rows(sql<{ conversationId: number }>`
    UPDATE goal_watches w SET told_at = ${act.now} WHERE w.account_id = ${tx.accountId} AND w.conversation_id IN (
      SELECT conversation_id FROM goal_watches WHERE account_id = ${tx.accountId} AND told_at IS NULL AND look_at <= ${act.now}::timestamptz ORDER BY look_at LIMIT ${roundMax} FOR UPDATE SKIP LOCKED)
    RETURNING w.conversation_id AS "conversationId"`);
  if (due.length === 0) return 0;
  const people = await tx.rows(sql<{ conversationId: number; userIds: number[] }>`
    SELECT c.id AS "conversationId", ARRAY(
      SELECT a.user_id FROM agents a WHERE a.account_id = c.account_id AND a.user_id IS NOT NULL AND a.deactivated_at IS NULL AND (a.id = c.assignee_id
        OR c.assignee_id IS NULL AND a.id IN (SELECT m.agent_id FROM channel_members m WHERE m.account_id = c.account_id AND m.channel_id = c.channel_id))) AS "userIds"
    FROM conversations c JOIN goal_watches w ON w.account_id = c.account_id AND w.conversation_id = c.id AND w.waiting_since = c.waiting_since
    WHERE c.account_id = ${tx.accountId} AND c.id = ANY(${due.map(({ conversationId }) => conversationId)}::bigint[]) AND c.life = 'open' AND c.handler = 'person' AND c.merged_into IS NULL ORDER BY c.id`);
  let told = 0;
  for (const { conversationId, userIds } of people) told += await notify(tx, act, userIds, { kind: 'goal-at-risk', conversationId, messageId: null, byUserId: null, at: act.now });
  return told;
}
