import type { InteractionKind } from '#core/interactions/index.ts';
import { CoreError, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { ControlOutcome } from './control-command.ts';

/** Says how a command went: it is not told again. Said twice, the first counts; another word the second time is a conflict. What was given up on is still taken, late as it is. A recording that is deleted loses its name. */
export async function acknowledgeControl(tx: Tx, act: Act, { id, kind, outcome }: { id: number; kind: InteractionKind; outcome: 'done' | 'failed' }): Promise<void> {
  requirePermission(act, 'work.supervise');
  const before = await tx.maybe(sql<{ outcome: ControlOutcome | null }>`SELECT outcome FROM control_commands WHERE account_id = ${tx.accountId} AND id = ${id} AND kind = ${kind} FOR UPDATE`);
  if (!before) throw notFound('command');
  if (before.outcome === outcome) return;
  if (before.outcome === 'done' || before.outcome === 'failed') throw new CoreError('conflict', 'This command was acknowledged already, with another outcome.', { key: 'control-acknowledged' });
  await tx.run(sql`
    UPDATE control_commands SET outcome = ${outcome}, done_at = ${act.now}, repeat_at = NULL, data = CASE WHEN command = 'delete-recording' AND ${outcome} = 'done' THEN data - 'recordingRef' ELSE data END
    WHERE account_id = ${tx.accountId} AND id = ${id}`);
}
