import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { checkMessageContent, type MessageContent } from './message-content.ts';

/** Says what a message shows besides its text. In the transaction that writes the message: nobody has seen it yet. */
export async function setMessageContent(tx: Tx, act: Act, messageId: number, content: MessageContent): Promise<void> {
  requirePermission(act, 'conversations.reply');
  const { kind, ...rest } = checkMessageContent(content);
  const written = await tx.run(sql`
    INSERT INTO message_contents (account_id, message_id, kind, content)
    SELECT m.account_id, m.id, ${kind}, ${JSON.stringify(rest)}::jsonb FROM messages m WHERE m.account_id = ${tx.accountId} AND m.id = ${messageId} AND m.deleted_at IS NULL
    ON CONFLICT (account_id, message_id) DO NOTHING`);
  if (written === 0) throw notFound('message');
}
