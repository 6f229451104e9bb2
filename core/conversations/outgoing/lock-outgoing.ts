import { appendEvents, type DeliveryState } from '#core/events/index.ts';
import { notFound, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { lockConversations } from '../lock-conversations.ts';

export interface LockedOutgoing {
  readonly messageId: number;
  readonly conversationId: number;
  readonly channelId: number;
  readonly kind: 'new' | 'reply' | 'forward' | 'auto-reply';
  readonly state: DeliveryState;
  readonly mayHaveLeft: boolean;
  readonly handedOverAt: string | null;
  readonly answersId: number | null;
  readonly quotes: boolean;
}

/** Locks a mail's conversation and then the mail, so that a command and a try to send it take turns. Null: there is none, or it is another account's. */
export async function lockOutgoing(tx: Tx, messageId: number): Promise<LockedOutgoing | null> {
  const place = await tx.maybe(sql<{ conversationId: number }>`
    SELECT conversation_id AS "conversationId" FROM messages WHERE account_id = ${tx.accountId} AND id = ${messageId}`);
  if (!place) return null;
  await lockConversations(tx, [place.conversationId]);
  return tx.maybe(sql<LockedOutgoing>`
    SELECT o.message_id AS "messageId", m.conversation_id AS "conversationId", o.channel_id AS "channelId", o.kind, o.state, o.may_have_left AS "mayHaveLeft",
      o.handed_over_at AS "handedOverAt", o.answers_id AS "answersId", o.quotes
    FROM outgoing_mails o JOIN messages m ON m.account_id = o.account_id AND m.id = o.message_id
    WHERE o.account_id = ${tx.accountId} AND o.message_id = ${messageId} FOR UPDATE OF o`);
}

export async function requireOutgoing(tx: Tx, messageId: number): Promise<LockedOutgoing> {
  const mail = await lockOutgoing(tx, messageId);
  if (!mail) throw notFound('outgoing mail');
  return mail;
}

/** The event of a change of state, and what it changes for the conversation. */
export async function tellDelivery(tx: Tx, act: Act, mail: Pick<LockedOutgoing, 'messageId' | 'conversationId' | 'state'>, state: DeliveryState): Promise<void> {
  await appendEvents(tx, act, [{ type: 'message.delivery', conversationId: mail.conversationId, messageId: mail.messageId, data: { state, from: mail.state } }]);
  await tx.rows(sql<object>`SELECT refresh_conversations(${tx.accountId}, ARRAY[${mail.conversationId}]::bigint[])`);
}
