import { appendEvents } from '#core/events/index.ts';
import { CoreError, invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { getContactMessage, type FromOutside } from './contact-conversation.ts';

/** What the message asked for, as its form calls it. */
export type MessageAnswer = Readonly<Record<string, unknown>>;

const answerCharactersMax = 20_000;

/** The contact fills in what a message of ours asks for; again: the newest counts. Whoever makes something of it (ratings) follows `message.answered`. */
export async function answerMessage(tx: Tx, act: Act, source: FromOutside, { conversationId, messageId, answer }: { readonly conversationId: number; readonly messageId: number; readonly answer: MessageAnswer }): Promise<void> {
  requirePermission(act, 'conversations.reply');
  const message = await getContactMessage(tx, source, conversationId, messageId);
  if (message.direction !== 'outgoing' || message.isDeleted) throw new CoreError('conflict', 'This message asks for nothing.', { key: 'not-for-this' });
  const text = JSON.stringify(answer);
  if (text.length > answerCharactersMax) throw invalid('answer', `must not be longer than ${answerCharactersMax} characters`, 'too-long', { max: answerCharactersMax });
  if (!text.isWellFormed() || text.includes('\\u0000')) throw invalid('answer', 'holds characters that cannot be stored', 'bad-characters');
  await tx.run(sql`
    INSERT INTO message_answers AS a (account_id, message_id, answer, answered_at) VALUES (${tx.accountId}, ${messageId}, ${text}::jsonb, ${act.now})
    ON CONFLICT (account_id, message_id) DO UPDATE SET answer = excluded.answer, answered_at = excluded.answered_at`);
  const { id } = await tx.one(sql<{ id: number }>`SELECT conversation_id AS id FROM messages WHERE account_id = ${tx.accountId} AND id = ${messageId}`);
  await appendEvents(tx, act, [{ type: 'message.answered', conversationId: id, messageId, data: {} }]);
}

/** What was filled in, by message. */
export async function findMessageAnswers(tx: Tx, act: Act, messageIds: readonly number[]): Promise<ReadonlyMap<number, MessageAnswer>> {
  requirePermission(act, 'conversations.read');
  if (messageIds.length === 0) return new Map();
  const rows = await tx.rows(sql<{ id: number; answer: MessageAnswer }>`
    SELECT message_id AS id, answer FROM message_answers WHERE account_id = ${tx.accountId} AND message_id = ANY(${[...messageIds]}::bigint[])`);
  return new Map(rows.map(({ id, answer }) => [id, answer]));
}
