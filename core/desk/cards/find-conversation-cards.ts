import { conversationColumns, type Conversation } from '#core/conversations/index.ts';
import { requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { getAttributeValues, type AttributeValue } from '#core/labels/index.ts';
import { sql, type Sql, type Tx } from '#storage/index.ts';
import { requireSameAccount } from '../require-same-account.ts';
import { timelineColumns, type TimelineMessage } from '../timeline/timeline-message.ts';
import { findAgentCards, type AgentCard } from './find-agent-cards.ts';

/** A conversation with everything that a list or a page shows beside it. */
export interface ConversationCard {
  readonly conversation: Conversation;
  readonly unreadCount: number;
  readonly createdAt: string;
  /** When somebody of ours last looked at it or answered; null: nobody has. */
  readonly readAt: string | null;
  readonly channelKind: string;
  readonly contact: CardContact | null;
  readonly assignee: AgentCard | null;
  readonly team: { readonly id: number; readonly name: string } | null;
  /** By name. */
  readonly labels: readonly string[];
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** The newest that is no act. */
  readonly lastMessage: TimelineMessage | null;
}

export interface CardContact { readonly id: number; readonly name: string; readonly email: string | null; readonly phone: string | null; readonly external: string | null }

/** Of a conversation named c. */
export const contactOfConversation: Sql = sql`
  (SELECT jsonb_build_object('id', k.id, 'name', k.name, 'email', p.points -> 'email', 'phone', p.points -> 'phone', 'external', p.points -> 'external')
   FROM contacts k LEFT JOIN LATERAL (
     SELECT jsonb_object_agg(f.kind, f.value) AS points FROM (
       SELECT DISTINCT ON (q.kind) q.kind, q.value FROM contact_points q WHERE q.account_id = k.account_id AND q.contact_id = k.id ORDER BY q.kind, q.is_main DESC, q.id) f) p ON true
   WHERE k.account_id = c.account_id AND k.id = c.contact_id AND k.deleted_at IS NULL)`;

type Row = Conversation & Pick<ConversationCard, 'unreadCount' | 'createdAt' | 'readAt' | 'channelKind' | 'team' | 'labels'> & { readonly contact: CardContact | null };

/** In the order of the ids; unknown, deleted and merged ones are left out. Six statements, however many there are. */
export async function findConversationCards(tx: Tx, act: Act, ids: readonly number[]): Promise<ConversationCard[]> {
  requirePermission(act, 'conversations.read');
  requireSameAccount(tx, act);
  const rows = await tx.rows(sql<Row>`
    SELECT ${conversationColumns}, c.unread_count AS "unreadCount", c.created_at AS "createdAt", c.read_at AS "readAt", h.kind AS "channelKind",
      (SELECT jsonb_build_object('id', t.id, 'name', t.name) FROM teams t WHERE t.account_id = c.account_id AND t.id = c.team_id AND t.deleted_at IS NULL) AS team,
      (SELECT coalesce(jsonb_agg(l.name ORDER BY l.name_norm), '[]') FROM conversation_labels cl JOIN labels l ON l.account_id = cl.account_id AND l.id = cl.label_id
       WHERE cl.account_id = c.account_id AND cl.conversation_id = c.id) AS labels,
      ${contactOfConversation} AS contact
    FROM conversations c JOIN channels h ON h.account_id = c.account_id AND h.id = c.channel_id
    WHERE c.account_id = ${tx.accountId} AND c.id = ANY(${[...ids]}::bigint[]) AND c.life <> 'deleted' AND c.merged_into IS NULL`);
  const reader = seesAll(act);
  const agents = new Map((await findAgentCards(tx, reader, rows.flatMap((row) => row.assigneeId ?? []))).map((agent) => [agent.id, agent]));
  const attributes = await getAttributeValues(tx, act, 'conversation', rows.map((row) => row.id));
  const last = await lastMessages(tx, rows.map((row) => row.id));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id): ConversationCard[] => {
    const row = byId.get(id);
    if (!row) return [];
    const { unreadCount, createdAt, readAt, channelKind, team, labels, contact, ...conversation } = row;
    return [{
      conversation, unreadCount, createdAt, readAt, channelKind, contact, team, labels, assignee: (row.assigneeId !== null && agents.get(row.assigneeId)) || null,
      attributes: attributes.get(id) ?? {}, lastMessage: last.get(id) ?? null,
    }];
  });
}

/** Each by its own walk along its conversation's index. */
async function lastMessages(tx: Tx, ids: readonly number[]): Promise<Map<number, TimelineMessage>> {
  const rows = await tx.rows(sql<TimelineMessage & { conversationId: number }>`
    SELECT w.id AS "conversationId", ${timelineColumns}
    FROM unnest(${[...ids]}::bigint[]) AS w(id)
    CROSS JOIN LATERAL (SELECT * FROM messages n WHERE n.account_id = ${tx.accountId} AND n.conversation_id = w.id AND n.deleted_at IS NULL AND n.direction <> 'act'
      ORDER BY n.at DESC, n.id DESC LIMIT 1) m
    LEFT JOIN message_bodies b ON b.account_id = m.account_id AND b.message_id = m.id`);
  return new Map(rows.map(({ conversationId, ...message }) => [conversationId, message]));
}
