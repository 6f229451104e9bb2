import { checkPosted, postCall } from '#core/conversations/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { sql, type Database } from '#storage/index.ts';
import { agentOfMessage, type AgentCard } from '../cards/find-agent-cards.ts';
import { contactOfConversation, type CardContact } from '../cards/find-conversation-cards.ts';
import { isPresent } from '../cards/get-conversation-head.ts';
import type { ListedMessage } from './find-messages.ts';

export interface PostedText {
  readonly conversationId: number;
  /** Of an incoming message; null for the others, which do not show it. */
  readonly contact: CardContact | null;
  /** As `getMessage` would read it now. */
  readonly message: ListedMessage;
  readonly agent: Author | null;
}

type Author = Pick<AgentCard, 'id' | 'name' | 'email'>;

/**
 * `postMessage` for a person's plain text, and what an answer shows of it, in one round trip. Whoever may write it is shown it. Null, and nothing is written: there is no such conversation, or its channel takes such
 * a message in another way (an answer in a mailbox is a mail; only channels of kind `api` are handed incoming ones). Throws `forbidden` and `invalid` as `postMessage` does.
 */
export async function postText(database: Pick<Database, 'batch'>, act: Act, { conversationId, direction, text, agentId }: {
  readonly conversationId: number; readonly direction: 'incoming' | 'outgoing' | 'note'; readonly text: string; readonly agentId: number | null;
}): Promise<PostedText | null> {
  const message = { conversationId, direction, text, agentId };
  checkPosted(act, message);
  const userId = act.actor.kind === 'user' ? act.actor.id : null;
  const isIncoming = direction === 'incoming';
  const [[row]] = await database.batch<readonly [Row]>(act.accountId, [
    sql<Row>`
      SELECT p.message_id AS "messageId", p.message_at AS at, p.conversation_id AS "conversationId", head.channel_id AS "channelId", head.contact,
        ${agentId === null ? sql`NULL` : agentOfMessage(act.accountId, agentId)} AS agent,
        ${agentId === null ? sql`(SELECT u.name FROM memberships w JOIN users u ON u.id = w.user_id WHERE w.account_id = ${act.accountId} AND w.user_id = ${userId})` : sql`NULL`} AS "userName"
      FROM (
        SELECT c.id, c.channel_id, ${isIncoming ? contactOfConversation : sql`NULL::jsonb`} AS contact
        FROM conversations c JOIN channels h ON h.account_id = c.account_id AND h.id = c.channel_id
        WHERE ${isPresent(act.accountId, conversationId)} AND ${isIncoming ? sql`h.kind = 'api'` : direction === 'outgoing' ? sql`h.kind <> 'email'` : sql`true`}
      ) head CROSS JOIN LATERAL ${postCall(act, message, sql`head.id`)} p`,
  ]);
  if (!row) return null;
  const { messageId, at, conversationId: foundId, channelId, contact, agent, userName } = row;
  return {
    conversationId: foundId, contact, agent,
    message: {
      id: messageId, direction, at, atSource: 'api', storedAt: at, channelId, threadId: null, mailId: null, subject: '', agentId, userId, authorName: agent?.name ?? userName ?? '',
      isAutomatic: false, automaticKind: null, isBot: false, botId: null, isForward: false, flags: [], senderProof: null, senderCheck: null, isUnprovedOurs: false,
      text: text.toWellFormed(), html: null, remoteImages: 0, // half a surrogate pair is stored as a replacement character
      parties: [], attachments: [], labelIds: [], delivery: null, content: null, facts: null, leftOut: null, deletedAt: null,
    },
  };
}

interface Row {
  readonly messageId: number; readonly at: string; readonly conversationId: number; readonly channelId: number; readonly contact: CardContact | null; readonly agent: Author | null; readonly userName: string | null;
}
