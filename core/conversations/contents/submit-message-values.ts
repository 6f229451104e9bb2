import { appendEvents } from '#core/events/index.ts';
import { CoreError, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { lockConversations } from '../lock-conversations.ts';
import { checkMessageAnswer, type MessageAnswer, type MessageContent } from './message-content.ts';

export interface ValuesToSubmit {
  readonly conversationId: number;
  readonly messageId: number;
  /** As the kind of the message wants it: `email`, `value`, `values`, or `rating` and `feedback`. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** A rating may be thought over for so long. */
export const ratingOpenDays = 14;

/**
 * What the customer gave back in a message: the door of every API and page that a contact can reach. Once; a rating may be changed within 14 days of being asked. `not-found` where
 * there is no such message in that conversation, or it asks nothing; `conflict` where it was answered; `expired`.
 */
export async function submitMessageValues(tx: Tx, act: Act, { conversationId, messageId, values }: ValuesToSubmit): Promise<MessageAnswer> {
  requirePermission(act, 'conversations.reply');
  const [conversation] = await lockConversations(tx, [conversationId]);
  if (!conversation || conversation.life === 'deleted') throw notFound('conversation');
  const row = await tx.maybe(sql<{ kind: MessageContent['kind']; content: object; answeredAt: string | null; at: string }>`
    SELECT x.kind, x.content, x.answered_at AS "answeredAt", m.at FROM messages m JOIN message_contents x ON x.account_id = m.account_id AND x.message_id = m.id
    WHERE m.account_id = ${tx.accountId} AND m.id = ${messageId} AND m.conversation_id = ${conversation.id} AND m.deleted_at IS NULL AND m.direction = 'outgoing' FOR UPDATE OF x`);
  if (!row) throw notFound('message');
  const content = { kind: row.kind, ...row.content } as MessageContent;
  if (content.kind === 'rating' && Date.parse(row.at) < Date.parse(act.now) - ratingOpenDays * 86_400_000) throw new CoreError('expired', `A rating can be given for ${ratingOpenDays} days.`, { key: 'rating-over', values: { days: ratingOpenDays } });
  if (content.kind !== 'rating' && row.answeredAt !== null) throw new CoreError('conflict', 'This was answered before.', { key: 'answered-before' });
  const answer = checkMessageAnswer(content, values);
  await tx.run(sql`UPDATE message_contents SET answer = ${JSON.stringify(answer)}::jsonb, answered_at = ${act.now} WHERE account_id = ${tx.accountId} AND message_id = ${messageId}`);
  await appendEvents(tx, act, [{ type: 'message.answered', conversationId: conversation.id, messageId, data: { kind: content.kind, ...('rating' in answer && { rating: answer.rating }) } }]);
  return answer;
}
