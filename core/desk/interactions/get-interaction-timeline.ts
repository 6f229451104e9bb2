import { loadInteraction, type Interaction, type Span } from '#core/interactions/index.ts';
import type { ControlCommandName } from '#core/routing/index.ts';
import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { namesOf, type InteractionNames } from './find-interaction-records.ts';

export interface InteractionTimeline {
  readonly interaction: Interaction;
  readonly uuid: string;
  readonly names: InteractionNames;
  /** What every party did, in the order in which it began; what began at once: the customer first. */
  readonly spans: readonly Span[];
  /** What whoever holds the line was told as often as is sensible, and never acknowledged; in order. */
  readonly lostCommands: readonly LostCommand[];
}

export interface LostCommand { readonly id: number; readonly command: ControlCommandName; readonly agentId: number | null; readonly createdAt: string; readonly attempts: number; readonly lostAt: string }

/** One call or chat with each second of it and the names of who and what was there. */
export async function getInteractionTimeline(tx: Tx, act: Act, id: number): Promise<InteractionTimeline> {
  requirePermission(act, 'queues.read');
  const interaction = await loadInteraction(tx, id);
  if (!interaction) throw notFound('call or chat');
  const { uuid } = await tx.one(sql<{ uuid: string }>`SELECT uuid FROM interactions WHERE account_id = ${tx.accountId} AND id = ${id}`);
  const place = new Map(interaction.parties.map((party, at) => [party.id, at]));
  const spans = interaction.spans.map((span, at) => ({ span, at })).toSorted((a, b) => a.span.startedMs - b.span.startedMs || place.get(a.span.partyId)! - place.get(b.span.partyId)! || a.at - b.at).map(({ span }) => span);
  const lostCommands = await tx.rows(sql<LostCommand>`
    SELECT id, command, agent_id AS "agentId", created_at AS "createdAt", attempt AS attempts, done_at AS "lostAt" FROM control_commands
    WHERE account_id = ${tx.accountId} AND interaction_id = ${id} AND outcome = 'lost' ORDER BY id`);
  return { interaction, uuid, names: await namesOf(tx, act, [interaction]), spans, lostCommands };
}
