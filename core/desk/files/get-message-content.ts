import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { requireSameAccount } from '../require-same-account.ts';

/** What a message says, for a page of its own. */
export interface MessageContent {
  readonly id: number;
  readonly text: string;
  /** Sanitised when it was stored; null: there is only text. */
  readonly html: string | null;
  readonly remoteImages: number;
  /** Files with a Content-ID, which the HTML may name. */
  readonly inlineFiles: readonly { readonly id: number; readonly contentId: string; readonly sniffedType: string }[];
}

export async function getMessageContent(tx: Tx, act: Act, messageId: number): Promise<MessageContent> {
  requirePermission(act, 'conversations.read');
  requireSameAccount(tx, act);
  const found = await tx.maybe(sql<MessageContent>`
    SELECT m.id, coalesce(b.text, '') AS text, b.html, coalesce(b.remote_images, 0) AS "remoteImages",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'contentId', f.content_id, 'sniffedType', f.sniffed_type) ORDER BY f.ordinal), '[]')
       FROM attachments f WHERE f.account_id = m.account_id AND f.message_id = m.id AND f.content_id IS NOT NULL) AS "inlineFiles"
    FROM messages m
    JOIN conversations c ON c.account_id = m.account_id AND c.id = m.conversation_id AND c.life <> 'deleted'
    LEFT JOIN message_bodies b ON b.account_id = m.account_id AND b.message_id = m.id
    WHERE m.account_id = ${tx.accountId} AND m.id = ${messageId} AND m.deleted_at IS NULL`);
  if (!found) throw notFound('message');
  return found;
}
