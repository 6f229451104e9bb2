import { invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { hot, sql, type Database, type Sql } from '#storage/index.ts';

export interface PostedMessage {
  readonly conversationId: number;
  readonly direction: 'incoming' | 'outgoing' | 'note';
  readonly text: string;
  /** Sanitised by the caller's channel. */
  readonly html?: string | null;
  readonly agentId?: number | null;
  readonly isBot?: boolean;
}

export const messageTextMax = 1_000_000;

/** Writes a message, note or handed-in message into a conversation; one round trip (`post_message`). Inside a transaction of the account, hand in that. */
export async function postMessage(database: Pick<Database, 'rows'>, act: Act, message: PostedMessage): Promise<{ messageId: number; conversationId: number }> {
  checkPosted(act, message);
  const [row] = await database.rows(postStatement(act, message));
  if (!row) throw notFound('conversation');
  return { messageId: row.message_id, conversationId: row.conversation_id };
}

/** Throws where the actor may not, or the text cannot be stored. */
export function checkPosted(act: Act, { direction, text, html }: PostedMessage, { mayBeEmpty = false }: { mayBeEmpty?: boolean } = {}): void {
  requirePermission(act, direction === 'note' ? 'conversations.note' : 'conversations.reply');
  if (text.includes('\u0000')) throw invalid('text', 'must not hold the NUL character', 'bad-characters');
  if (text.length > messageTextMax) throw invalid('text', `must not be longer than ${messageTextMax} characters`, 'too-long', { max: messageTextMax });
  if (text === '' && !html && !mayBeEmpty) throw invalid('text', 'must not be empty', 'empty');
}

export function postStatement(act: Act, message: PostedMessage): Sql<{ message_id: number; conversation_id: number }> {
  return hot(sql<{ message_id: number; conversation_id: number }>`SELECT message_id, conversation_id FROM ${postCall(act, message)}`);
}

/** As rows (message_id, conversation_id, message_at): one, or none where there is no such conversation. `conversationId`: an expression instead of the number. */
export function postCall(act: Act, message: PostedMessage, conversationId = sql`${message.conversationId}`): Sql {
  return sql`post_message(${act.accountId}, ${conversationId}, ${message.direction}, ${message.text}, ${message.html ?? null}, ${message.agentId ?? null},
      ${act.actor.kind === 'user' ? act.actor.id : null}, ${message.isBot ?? false}, ${act.actor.kind}, ${act.actor.id}, ${act.source}, ${act.origin}, ${act.now})`;
}
