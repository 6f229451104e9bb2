import { loadInteraction, type InteractionKind } from '#core/interactions/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { ControlCommandName, NewControlCommand } from './control-command.ts';
import { repeatDelay } from './repeat-delay.ts';
import { isStillWanted } from './still-wanted.ts';

/** Commands that get their first place, and those whose turn has come again, of one look. */
const freshMax = 1_000;
const repeatsMax = 50;

interface Due extends NewControlCommand { readonly id: number; readonly attempt: number }
interface Placed { readonly id: number; readonly attempt: number; readonly repeatAt: string }

/**
 * Gives places in the stream to commands of a kind that are read for the first time, in the order of their ids, and behind them further ones to those that nobody acknowledged in time, where they are still
 * so; what is not is lapsed, what was told as often as is sensible is lost. Who reads is told: where nobody reads, nothing is told and nothing lost.
 */
export async function giveControlPositions(tx: Tx, act: Act, kind: InteractionKind): Promise<void> {
  const { some } = await tx.one(sql<{ some: boolean }>`
    SELECT EXISTS (SELECT FROM control_commands WHERE account_id = ${tx.accountId} AND kind = ${kind} AND position IS NULL)
      OR EXISTS (SELECT FROM control_commands WHERE account_id = ${tx.accountId} AND kind = ${kind} AND repeat_at <= ${act.now}) AS some`);
  if (!some) return;
  await tx.run(sql`INSERT INTO control_heads (account_id) VALUES (${tx.accountId}) ON CONFLICT DO NOTHING`);
  await tx.run(sql`SELECT FROM control_heads WHERE account_id = ${tx.accountId} FOR UPDATE`);
  // Statements of their own: they see what was committed while we waited for the lock.
  const fresh = await tx.rows(sql<{ id: number; command: ControlCommandName }>`
    SELECT id, command FROM control_commands WHERE account_id = ${tx.accountId} AND kind = ${kind} AND position IS NULL ORDER BY id LIMIT ${freshMax}`);
  const again = await tx.rows(sql<Due>`
    SELECT id, interaction_id AS "interactionId", kind, command, agent_id AS "agentId", data, attempt FROM control_commands
    WHERE account_id = ${tx.accountId} AND kind = ${kind} AND repeat_at <= ${act.now} ORDER BY repeat_at, id LIMIT ${repeatsMax} FOR UPDATE`);
  const placed: Placed[] = fresh.map(({ id, command }) => place(act, { id, command }, 1));
  for (const command of again.toSorted((a, b) => a.id - b.id)) {
    const verdict = await judge(tx, command);
    if (verdict === 'again') placed.push(place(act, command, command.attempt + 1));
    else await tx.run(sql`UPDATE control_commands SET outcome = ${verdict}, done_at = ${act.now}, repeat_at = NULL WHERE account_id = ${tx.accountId} AND id = ${command.id}`);
  }
  if (placed.length === 0) return;
  await tx.run(sql`
    WITH placed AS (
      UPDATE control_commands c SET position = h.position + n.nth, attempt = n.attempt, repeat_at = n."repeatAt"
      FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(placed)}::jsonb) AS (id bigint, attempt smallint, "repeatAt" timestamptz)) WITH ORDINALITY AS n(id, attempt, "repeatAt", nth), control_heads h
      WHERE c.account_id = ${tx.accountId} AND c.id = n.id AND h.account_id = ${tx.accountId}
      RETURNING c.position
    ) UPDATE control_heads SET position = greatest(control_heads.position, (SELECT max(position) FROM placed)) WHERE account_id = ${tx.accountId} AND EXISTS (SELECT FROM placed)`);
}

function place(act: Act, { id, command }: { readonly id: number; readonly command: ControlCommandName }, attempt: number): Placed {
  return { id, attempt, repeatAt: new Date(Date.parse(act.now) + repeatDelay(command, attempt).ms).toISOString() };
}

async function judge(tx: Tx, command: Due): Promise<'again' | 'lost' | 'lapsed'> {
  const interaction = await loadInteraction(tx, command.interactionId);
  const { isRinging } = await tx.one(sql<{ isRinging: boolean }>`SELECT EXISTS (SELECT FROM offers WHERE account_id = ${tx.accountId} AND id = ${command.data.offerId ?? 0} AND state = 'open') AS "isRinging"`);
  if (interaction === null || !isStillWanted(command, interaction, isRinging)) return 'lapsed';
  return repeatDelay(command.command, command.attempt).isLast ? 'lost' : 'again';
}
