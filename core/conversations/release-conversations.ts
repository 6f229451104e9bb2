import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { changeConversations, changeManyMax } from './change-many.ts';

/**
 * Takes conversations from agents who were deactivated and from teams that were deleted, so that they stand among those that are nobody's; who had
 * them is in their timeline. Closed ones, too: a customer who writes again reaches people who are there. 500 a call, each with its event; call
 * again until it returns 0. Several processes may call it at once.
 */
export async function releaseConversations(tx: Tx, act: Act): Promise<number> {
  requirePermission(act, 'conversations.assign');
  const assigned = await find(tx, sql`SELECT id FROM agents WHERE account_id = ${tx.accountId} AND deactivated_at IS NOT NULL`, sql`c.assignee_id`);
  const left = changeManyMax - assigned.length;
  const inTeams = left <= 0 ? [] : await find(tx, sql`SELECT id FROM teams WHERE account_id = ${tx.accountId} AND deleted_at IS NOT NULL`, sql`c.team_id`, left);
  const ofPeople = assigned.length === 0 ? [] : await changeConversations(tx, act, assigned, { assigneeId: null }, { passOver: true });
  const ofTeams = inTeams.length === 0 ? [] : await changeConversations(tx, act, inTeams, { teamId: null }, { passOver: true });
  return ofPeople.length + ofTeams.length;
}

/**
 * One walk along an index for each that is gone, never over the conversations of those who are there. Locked as found, so that nobody gives one away in between;
 * what somebody else works on at this moment is left for the next call.
 */
async function find(tx: Tx, gone: ReturnType<typeof sql>, column: ReturnType<typeof sql>, limit = changeManyMax): Promise<number[]> {
  const rows = await tx.rows(sql<{ id: number }>`
    SELECT o.id FROM (${gone}) g CROSS JOIN LATERAL (
      SELECT c.id FROM conversations c
      WHERE c.account_id = ${tx.accountId} AND ${column} = g.id AND c.life = ANY('{open,snoozed,resolved,closed,spam}'::text[]) AND c.merged_into IS NULL LIMIT ${limit} FOR UPDATE SKIP LOCKED) o
    LIMIT ${limit}`);
  return rows.map(({ id }) => id);
}
