import type { InteractionKind } from '#core/interactions/index.ts';
import { CoreError, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { ControlCommand } from './control-command.ts';

export const controlCommandsMax = 200;

/**
 * The commands of one kind after a position, in order; those that nobody has read get their place now, so what is committed late comes late and
 * is not missed. Commands of one interaction stand in the order in which they were meant.
 */
export async function readControlCommands(tx: Tx, act: Act, { kind, after, limit = controlCommandsMax }: { kind: InteractionKind; after: number; limit?: number }): Promise<ControlCommand[]> {
  requirePermission(act, 'work.supervise');
  await giveControlPositions(tx);
  return tx.rows(sql<ControlCommand>`
    SELECT c.id, c.position, c.interaction_id AS "interactionId", r.provider_ref AS "providerRef", c.kind, c.command, c.agent_id AS "agentId", c.data, c.created_at AS "createdAt", c.done_at AS "doneAt", c.outcome
    FROM control_commands c LEFT JOIN LATERAL (
      SELECT r.provider_ref FROM interaction_refs r WHERE r.account_id = ${tx.accountId} AND r.interaction_id = c.interaction_id ORDER BY r.provider_ref LIMIT 1) r ON true
    WHERE c.account_id = ${tx.accountId} AND c.position > ${after} AND c.kind = ${kind} ORDER BY c.position LIMIT ${Math.min(limit, controlCommandsMax)}`);
}

async function giveControlPositions(tx: Tx): Promise<void> {
  const fresh = await tx.maybe(sql`SELECT 1 AS some FROM control_commands WHERE account_id = ${tx.accountId} AND position IS NULL LIMIT 1`);
  if (!fresh) return;
  await tx.run(sql`INSERT INTO control_heads (account_id) VALUES (${tx.accountId}) ON CONFLICT DO NOTHING`);
  await tx.run(sql`SELECT FROM control_heads WHERE account_id = ${tx.accountId} FOR UPDATE`);
  // A statement of its own: it sees what was committed while we waited for the lock.
  await tx.run(sql`
    WITH placed AS (
      UPDATE control_commands c SET position = h.position + n.place
      FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM control_commands WHERE account_id = ${tx.accountId} AND position IS NULL) n, control_heads h
      WHERE c.account_id = ${tx.accountId} AND c.id = n.id AND h.account_id = ${tx.accountId}
      RETURNING c.position
    ) UPDATE control_heads SET position = greatest(control_heads.position, (SELECT max(position) FROM placed)) WHERE account_id = ${tx.accountId} AND EXISTS (SELECT FROM placed)`);
}

/** Says how a command went. Said twice, the first counts; another word the second time is a conflict. */
export async function acknowledgeControl(tx: Tx, act: Act, { id, kind, outcome }: { id: number; kind: InteractionKind; outcome: 'done' | 'failed' }): Promise<void> {
  requirePermission(act, 'work.supervise');
  const before = await tx.maybe(sql<{ outcome: string | null }>`SELECT outcome FROM control_commands WHERE account_id = ${tx.accountId} AND id = ${id} AND kind = ${kind} FOR UPDATE`);
  if (!before) throw notFound('command');
  if (before.outcome === outcome) return;
  if (before.outcome !== null) throw new CoreError('conflict', 'This command was acknowledged already, with another outcome.', { key: 'control-acknowledged' });
  await tx.run(sql`UPDATE control_commands SET outcome = ${outcome}, done_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${id}`);
}
