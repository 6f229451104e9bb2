import { conversationColumns, type Conversation, type DeliveryState } from '#core/conversations/index.ts';
import { sql, type Sql, type Tx } from '#storage/index.ts';

/** A conversation with what a list shows of it. */
export interface ConversationRow extends Conversation {
  readonly isUnread: boolean;
  readonly labelIds: readonly number[];
  /** Who is on the other side: the contact's name, else what stood in the mail's header. */
  readonly counterpart: { readonly name: string; readonly address: string | null; readonly contactId: number | null } | null;
  /** The newest message or note. `snippet`: its first 200 characters, white space made single. */
  readonly lastMessage: {
    readonly id: number; readonly direction: 'incoming' | 'outgoing' | 'note'; readonly at: string; readonly authorName: string; readonly snippet: string; readonly hasAttachments: boolean;
  } | null;
  /** How the newest mail of ours fares; null: none was sent from here. */
  readonly lastDelivery: DeliveryState | null;
}

/** What a row shows beside a conversation's own columns, of conversations named c: one index range of messages each, newest first. */
export const rowColumns: Sql = sql`${conversationColumns}, c.unread_count > 0 AS "isUnread",
  (SELECT coalesce(jsonb_agg(l.label_id ORDER BY l.label_id), '[]') FROM conversation_labels l WHERE l.account_id = c.account_id AND l.conversation_id = c.id) AS "labelIds",
  (SELECT jsonb_build_object('name', coalesce(nullif(t.name, ''), a.address, ''), 'address', coalesce(a.address, p.value), 'contactId', c.contact_id)
   FROM (SELECT) one
   LEFT JOIN contacts t ON t.account_id = c.account_id AND t.id = c.contact_id
   LEFT JOIN addresses a ON a.account_id = c.account_id AND a.id = c.counterpart_id
   LEFT JOIN LATERAL (SELECT q.value FROM contact_points q WHERE q.account_id = c.account_id AND q.contact_id = c.contact_id ORDER BY q.kind, q.is_main DESC, q.id LIMIT 1) p ON true
   WHERE t.id IS NOT NULL OR a.id IS NOT NULL) AS counterpart,
  (SELECT jsonb_build_object('id', m.id, 'direction', m.direction, 'at', to_char(m.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'hasAttachments', m.has_attachments,
     'authorName', coalesce(nullif(m.sender_name, ''), g.name, a.address, ''), 'text', left(b.text, 1000))
   FROM (SELECT * FROM messages n WHERE n.account_id = c.account_id AND n.conversation_id = c.id AND n.deleted_at IS NULL AND n.direction <> 'act' ORDER BY n.at DESC, n.id DESC LIMIT 1) m
   LEFT JOIN message_bodies b ON b.account_id = m.account_id AND b.message_id = m.id
   LEFT JOIN agents g ON g.account_id = m.account_id AND g.id = m.agent_id
   LEFT JOIN addresses a ON a.account_id = m.account_id AND a.id = m.sender_id) AS "lastMessage",
  (SELECT o.state FROM outgoing_mails o WHERE o.account_id = c.account_id AND o.message_id = (
     SELECT n.id FROM messages n WHERE n.account_id = c.account_id AND n.conversation_id = c.id AND n.direction = 'outgoing' AND n.deleted_at IS NULL ORDER BY n.at DESC, n.id DESC LIMIT 1)) AS "lastDelivery"`;

export interface RawRow extends Omit<ConversationRow, 'lastMessage'> {
  readonly lastMessage: (Omit<NonNullable<ConversationRow['lastMessage']>, 'snippet'> & { readonly text: string | null }) | null;
}

export function toRow({ lastMessage, ...rest }: RawRow): ConversationRow {
  if (lastMessage === null) return { ...rest, lastMessage };
  const { text, ...message } = lastMessage;
  return { ...rest, lastMessage: { ...message, snippet: snippetOf(text ?? '') } };
}

/** The rows of these conversations, in the order of the ids; unknown ones are left out. One statement. */
export async function loadRows(tx: Tx, ids: readonly number[]): Promise<ConversationRow[]> {
  const rows = await tx.rows(sql<RawRow>`SELECT ${rowColumns} FROM conversations c WHERE c.account_id = ${tx.accountId} AND c.id = ANY(${[...ids]}::bigint[])`);
  const byId = new Map(rows.map((row) => [row.id, toRow(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** The answer's own words first: quoted lines at the beginning say nothing new. */
function snippetOf(text: string): string {
  const own = text.split('\n').filter((line) => !/^\s*>/.test(line)).join(' ');
  return own.replaceAll(/\s+/g, ' ').trim().slice(0, 200).toWellFormed();
}
