import { randomUUID } from 'node:crypto';
import { appendEvents, type DomainEvent } from '#core/events/index.ts';
import { CoreError, domainOf, notFound, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { withoutBot } from '../bot-stays.ts';
import { ensureAddresses } from '../mail/insert-mails.ts';
import { lockMailThreads } from '../mail/lock-mail-threads.ts';
import { mergeAfterUnion } from '../mail/merge-after-union.ts';
import { moveThreads } from '../mail/move-threads.ts';
import type { CheckedRecipients } from './check-content.ts';
import { keepClientKey, type ClientKey } from './client-key.ts';
import type { ComposeResult, DeliveryState, OutgoingAttachment } from './outgoing-mail.ts';
import { insertAttachments, insertParties } from './store-parts.ts';

export interface OutgoingChannel { readonly id: number; readonly kind: string; readonly address: string | null; readonly name: string }

/** A mail of ours with everything decided but its conversation's lock. */
export interface OutgoingToStore {
  readonly channel: OutgoingChannel;
  readonly kind: 'new' | 'reply' | 'forward' | 'auto-reply';
  readonly recipients: CheckedRecipients;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly attachments: readonly OutgoingAttachment[];
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  readonly answersId: number | null;
  readonly quotes: boolean;
  readonly agentId: number | null;
  readonly senderName: string;
  readonly sendAfter: string;
  readonly clientKey: ClientKey | null;
}

/** Chosen once, kept over all tries: receivers tell a repeat by it. */
export function newMailId(address: string): string {
  const domain = domainOf(address);
  return `${randomUUID()}@${/^[a-z0-9.-]+$/.test(domain) ? domain : 'mail.invalid'}`;
}

/** Locks the mail threads that the mail names, before its conversation is locked: the order of `receiveMails`. Returns its thread. */
export async function lockThreadOf(tx: Tx, act: Act, mailId: string, named: readonly string[]): Promise<number> {
  const { threadOf, unions } = await lockMailThreads(tx, [[mailId, ...named]]);
  if (unions.length > 0) {
    await moveThreads(tx, unions);
    const grown = await mergeAfterUnion(tx, act, unions.map((union) => union.into));
    await tx.rows(sql<object>`SELECT refresh_conversations(${tx.accountId}, ${grown}::bigint[])`);
  }
  return threadOf.get(mailId)!;
}

/** Writes message, body, parties, files, envelope and events into a conversation that is locked. The conversation moves on as by any message. */
export async function storeOutgoing(
  tx: Tx, act: Act, conversationId: number, mail: OutgoingToStore, thread: { readonly mailId: string; readonly threadId: number } | null,
): Promise<ComposeResult> {
  const addressIds = await ensureAddresses(tx, [mail.channel.address ?? '', ...[...mail.recipients.to, ...mail.recipients.cc, ...mail.recipients.bcc].map((party) => party.address)]);
  const isAutomatic = mail.kind === 'auto-reply';
  const { id } = await tx.one(sql<{ id: number }>`
    INSERT INTO messages (account_id, conversation_id, thread_id, channel_id, direction, at, at_source, stored_at, mail_id, in_reply_to, refs, subject,
      sender_id, sender_name, agent_id, user_id, is_automatic, automatic_kind, is_bot, bot_id, is_forward, is_reply_subject, has_attachments)
    VALUES (${tx.accountId}, ${conversationId}, ${thread?.threadId ?? null}, ${mail.channel.id}, 'outgoing', ${act.now}, 'api', ${act.now}, ${thread?.mailId ?? null},
      ${[...mail.inReplyTo]}::text[], ${[...mail.references]}::text[], ${mail.subject}, ${addressIds.get(mail.channel.address ?? '') ?? null}, ${mail.senderName},
      ${mail.agentId}, ${act.actor.kind === 'user' ? act.actor.id : null}, ${isAutomatic}, ${isAutomatic ? 'auto-reply' : null}, ${act.actor.kind === 'bot'}, ${act.actor.kind === 'bot' ? act.actor.id : null}::bigint,
      ${mail.kind === 'forward'}, ${mail.kind === 'reply'}, ${mail.attachments.length > 0})
    RETURNING id`);
  await tx.run(sql`INSERT INTO message_bodies (account_id, message_id, text, html) VALUES (${tx.accountId}, ${id}, ${mail.text}, ${mail.html})`);
  await insertParties(tx, id, mail.channel.address === null ? null : { name: mail.senderName, address: mail.channel.address }, mail.recipients, addressIds);
  await insertAttachments(tx, id, mail.attachments);
  if (mail.clientKey) await keepClientKey(tx, act, mail.clientKey, id);
  const state: DeliveryState = Date.parse(mail.sendAfter) > Date.parse(act.now) ? 'held' : 'queued';
  if (thread) {
    await tx.run(sql`
      INSERT INTO conversation_threads (account_id, conversation_id, thread_id, because) VALUES (${tx.accountId}, ${conversationId}, ${thread.threadId}, 'header') ON CONFLICT DO NOTHING`);
    await insertDelivery(tx, act, id, mail, thread.mailId, state);
  }
  await tx.run(sql`
    UPDATE conversations SET acted_at = CASE WHEN ${isAutomatic}::boolean THEN acted_at ELSE coalesce(acted_at, ${act.now}::timestamptz) END,
      turn_set_at = CASE WHEN ${isAutomatic || mail.kind === 'forward'}::boolean THEN turn_set_at END
    WHERE account_id = ${tx.accountId} AND id = ${conversationId}`);
  await tx.rows(sql<object>`SELECT refresh_conversations(${tx.accountId}, ARRAY[${conversationId}]::bigint[])`);
  const takesOver = act.actor.kind === 'user' && mail.kind === 'reply' && await tx.run(sql`
    UPDATE conversations SET handler = 'person', bot_stays = ${withoutBot(act.now)}, handed_over_at = coalesce(handed_over_at, ${act.now}::timestamptz)
    WHERE account_id = ${tx.accountId} AND id = ${conversationId} AND handler = 'bot' AND bot_id IS NOT NULL`) > 0;
  const events: DomainEvent[] = [{ type: 'message.stored', conversationId, messageId: id, data: { direction: 'outgoing', channelId: mail.channel.id } }];
  if (takesOver) events.push({ type: 'conversation.changed', conversationId, data: { field: 'handler', from: 'bot', to: 'person' } });
  if (thread) events.push({ type: 'message.delivery', conversationId, messageId: id, data: { state, from: null } });
  await appendEvents(tx, act, events);
  return { messageId: id, conversationId, delivery: thread ? state : null, sendAfter: thread ? mail.sendAfter : null };
}

async function insertDelivery(tx: Tx, act: Act, messageId: number, mail: OutgoingToStore, mailId: string, state: DeliveryState): Promise<void> {
  const userId = act.actor.kind === 'user' ? act.actor.id : null;
  await tx.run(sql`
    INSERT INTO outgoing_mails (account_id, message_id, channel_id, kind, state, mail_id, answers_id, quotes, user_id, send_after, next_attempt_at, changed_at, created_at)
    VALUES (${tx.accountId}, ${messageId}, ${mail.channel.id}, ${mail.kind}, ${state}, ${mailId}, ${mail.answersId}, ${mail.quotes}, ${userId},
      ${mail.sendAfter}, ${mail.sendAfter}, ${act.now}, ${act.now})`);
  const envelope = [...mail.recipients.to, ...mail.recipients.cc, ...mail.recipients.bcc].map(({ address }, ordinal) => ({ address, ordinal }));
  await tx.run(sql`
    INSERT INTO outgoing_recipients (account_id, message_id, address, ordinal, state, changed_at)
    SELECT ${tx.accountId}::bigint, ${messageId}::bigint, r.address, r.ordinal, 'pending', ${act.now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(envelope)}::jsonb) AS r(address text, ordinal integer)`);
}

/** The channel as mail leaves it. One that is disabled sends nothing. */
export async function sendingChannel(tx: Tx, channelId: number): Promise<OutgoingChannel> {
  const channel = await tx.maybe(sql<OutgoingChannel & { disabledAt: string | null }>`
    SELECT id, kind, address, name, disabled_at AS "disabledAt" FROM channels WHERE account_id = ${tx.accountId} AND id = ${channelId}`);
  if (!channel) throw notFound('channel');
  if (channel.disabledAt !== null) throw new CoreError('conflict', 'This channel is disabled; it sends nothing.', { key: 'channel-disabled' });
  return channel;
}

/** The agent named, or the one that the acting user is; null: none. */
export async function writingAgent(tx: Tx, act: Act, agentId: number | undefined): Promise<{ id: number; name: string } | null> {
  if (agentId === undefined && act.actor.kind !== 'user') return null;
  const wanted = agentId === undefined ? sql`user_id = ${act.actor.id}::bigint` : sql`id = ${agentId}::bigint`;
  const agent = await tx.maybe(sql<{ id: number; name: string }>`SELECT id, name FROM agents WHERE account_id = ${tx.accountId} AND ${wanted} AND deactivated_at IS NULL`);
  if (!agent && agentId !== undefined) throw notFound('agent');
  return agent;
}
