import type { InteractionKind } from '#core/interactions/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { ControlCommand } from './control-command.ts';
import { giveControlPositions } from './give-positions.ts';

export const controlCommandsMax = 200;

/**
 * The commands of one kind after a position, in order; those that nobody has read get their place now, so what is committed late comes late and
 * is not missed. Commands of one interaction stand in the order in which they were meant. What was told and is not acknowledged comes again, under the same id, at a new place.
 */
export async function readControlCommands(tx: Tx, act: Act, { kind, after, limit = controlCommandsMax }: { kind: InteractionKind; after: number; limit?: number }): Promise<ControlCommand[]> {
  requirePermission(act, 'work.supervise');
  await giveControlPositions(tx, act, kind);
  return tx.rows(sql<ControlCommand>`
    SELECT c.id, c.position, c.interaction_id AS "interactionId", r.provider_ref AS "providerRef", c.kind, c.command, c.agent_id AS "agentId", c.data, c.created_at AS "createdAt", c.attempt, c.done_at AS "doneAt", c.outcome
    FROM control_commands c LEFT JOIN LATERAL (
      SELECT r.provider_ref FROM interaction_refs r WHERE r.account_id = ${tx.accountId} AND r.interaction_id = c.interaction_id ORDER BY r.provider_ref LIMIT 1) r ON true
    WHERE c.account_id = ${tx.accountId} AND c.position > ${after} AND c.kind = ${kind} ORDER BY c.position LIMIT ${Math.min(limit, controlCommandsMax)}`);
}
