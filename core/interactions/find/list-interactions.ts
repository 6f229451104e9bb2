import { requirePermission, type Act } from '#core/kernel/index.ts';
import { allOf, sql, type Sql, type Tx } from '#storage/index.ts';
import type { InteractionKind, InteractionState } from '../interaction.ts';

/** A call or chat as a list shows it. Instants RFC 3339; the seconds are sums over what has ended. */
export interface InteractionRowShown {
  readonly id: number; readonly uuid: string; readonly kind: InteractionKind; readonly direction: 'in' | 'out'; readonly entry: string; readonly state: InteractionState; readonly failReason: string;
  readonly conversationId: number; readonly contactId: number | null; readonly agentId: number | null; readonly queueId: number | null; readonly createdAt: string; readonly endedAt: string | null;
  readonly queueSeconds: number; readonly talkSeconds: number; readonly holdSeconds: number;
}

export interface InteractionListFilter {
  readonly kind?: InteractionKind | undefined;
  readonly state?: InteractionState | undefined;
  readonly agentId?: number | undefined;
  readonly contactId?: number | undefined;
  readonly conversationId?: number | undefined;
}

/** Newest first; `next`: ask on with it as `beforeId`, null was the last page. What has only just begun is there as well. */
export async function listInteractions(tx: Tx, act: Act, filter: InteractionListFilter, { beforeId = null, limit }: { readonly beforeId?: number | null; readonly limit: number }): Promise<{ rows: InteractionRowShown[]; next: number | null }> {
  requirePermission(act, 'queues.read');
  const { kind, state, agentId, contactId, conversationId } = filter;
  const conditions: Sql[] = [
    sql`i.account_id = ${tx.accountId}`,
    ...(kind === undefined ? (state === undefined ? [] : [sql`i.kind IN ('call', 'chat')`]) : [sql`i.kind = ${kind}`]), ...(state === undefined ? [] : [sql`i.state = ${state}`]),
    ...(agentId === undefined ? [] : [sql`i.agent_id = ${agentId}`]), ...(contactId === undefined ? [] : [sql`i.contact_id = ${contactId}`]),
    ...(conversationId === undefined ? [] : [sql`i.conversation_id = ${conversationId}`]), ...(beforeId === null ? [] : [sql`i.id < ${beforeId}`]),
  ];
  const rows = await tx.rows(sql<InteractionRowShown>`
    SELECT i.id, i.uuid, i.kind, i.direction, i.entry, i.state, i.fail_reason AS "failReason", i.conversation_id AS "conversationId", i.contact_id AS "contactId", i.agent_id AS "agentId", i.queue_id AS "queueId",
      i.created_at AS "createdAt", i.ended_at AS "endedAt", i.queue_seconds AS "queueSeconds", i.talk_seconds AS "talkSeconds", i.hold_seconds AS "holdSeconds"
    FROM interactions i WHERE ${allOf(conditions)} ORDER BY i.id DESC LIMIT ${limit + 1}`);
  return { rows: rows.slice(0, limit), next: rows.length > limit ? rows[limit - 1]!.id : null };
}
