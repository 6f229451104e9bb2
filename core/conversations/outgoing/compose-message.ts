import { CoreError, invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { conversationCan } from '../conversation.ts';
import { setMessageContent } from '../contents/set-message-content.ts';
import type { MessageContent } from '../contents/message-content.ts';
import { lockConversations } from '../lock-conversations.ts';
import { checkContent, checkRecipients, checkSubject, type CheckedRecipients } from './check-content.ts';
import { clientKeyOf, findByClientKey } from './client-key.ts';
import { defaultRecipients, findAnswered, type AnsweredMail } from './find-answered.ts';
import type { ComposeResult, OutgoingAttachment, OutgoingContent, Recipient } from './outgoing-mail.ts';
import { replyReferences } from './reply-references.ts';
import { sendAfterOf } from './send-time.ts';
import { findAttachments } from './store-parts.ts';
import { lockThreadOf, newMailId, sendingChannel, storeOutgoing, writingAgent } from './store-outgoing.ts';

export interface MessageToCompose extends OutgoingContent {
  readonly conversationId: number;
  readonly kind: 'reply' | 'forward';
  /** Default of a reply: whom it answers. A forward must name somebody. */
  readonly to?: readonly Recipient[];
  /** Default: "Re: " or "Fwd: " and the subject of what it answers; the conversation's where nobody has written yet. */
  readonly subject?: string;
  /** Default: the conversation's newest mail that a person wrote. */
  readonly inReplyToMessageId?: number;
  /** The text of what it answers is quoted beneath. Default true for mail. */
  readonly quote?: boolean;
  /** A forward carries the files of what it passes on, besides `attachments`. Default true. */
  readonly withForwardedFiles?: boolean;
  /** What it asks or shows beside its words. Not by mail: nobody could answer it there. */
  readonly content?: MessageContent;
}

/**
 * Writes an answer or a forward into a conversation. In a mailbox it is held for the undo delay (or until `sendAt`) and then sent; in a
 * channel of software it is simply there. The conversation moves on at once: it is the customer's turn.
 */
export async function composeMessage(tx: Tx, act: Act, input: MessageToCompose): Promise<ComposeResult> {
  requirePermission(act, 'conversations.reply');
  checkContent(input, act.now, { mayBeEmpty: input.kind === 'forward' && input.quote !== false });
  const clientKey = clientKeyOf(input);
  const before = await findByClientKey(tx, act, clientKey);
  if (before) return before;
  const place = await tx.maybe(sql<{ id: number; channelId: number; subject: string }>`
    SELECT c.id, c.channel_id AS "channelId", c.subject FROM conversations c WHERE c.account_id = ${tx.accountId} AND c.life <> 'deleted'
      AND c.id = (SELECT coalesce(r.merged_into, r.id) FROM conversations r WHERE r.account_id = ${tx.accountId} AND r.id = ${input.conversationId})`);
  if (!place) throw notFound('conversation');
  const channel = await sendingChannel(tx, place.channelId);
  const isMail = channel.kind === 'email' && channel.address !== null;
  if (input.content !== undefined && input.kind === 'forward') throw invalid('content', 'is not for a forward', 'not-for-this');
  if (input.content !== undefined && isMail) throw invalid('content', 'cannot be asked by mail', 'not-by-mail');
  const answered = await findAnswered(tx, place.id, input.inReplyToMessageId);
  if (input.kind === 'forward' && !answered) throw new CoreError('conflict', 'There is no mail to forward in this conversation.', { key: 'nothing-to-forward' });
  const recipients = await recipientsOf(tx, place.id, input, answered, isMail);
  const agent = await writingAgent(tx, act, input.agentId);
  const { inReplyTo, references } = isMail ? replyReferences(answered) : { inReplyTo: [], references: [] };
  const mailId = isMail ? newMailId(channel.address) : null;
  const threadId = mailId === null ? null : await lockThreadOf(tx, act, mailId, references);
  const [row] = await lockConversations(tx, [place.id]);
  const problem = row ? conversationCan.takeMessage(row.life) : null;
  if (!row || problem) throw notFound('conversation');
  const stored = await storeOutgoing(tx, act, row.id, {
    channel, kind: isMail && answered === null ? 'new' : input.kind, recipients, text: input.text, html: input.html ?? null,
    subject: answered ? subjectOf(input, answered.subject) : checkSubject(input.subject ?? place.subject.slice(0, 500)),
    attachments: await attachmentsOf(tx, input, answered), inReplyTo, references, answersId: answered?.id ?? null,
    quotes: isMail && answered !== null && (input.quote ?? true), agentId: agent?.id ?? null, senderName: agent?.name ?? channel.name,
    sendAfter: isMail ? await sendAfterOf(tx, act, channel.id, input) : act.now, clientKey,
  }, mailId === null ? null : { mailId, threadId: threadId! });
  if (input.content !== undefined) await setMessageContent(tx, act, stored.messageId, input.content);
  return stored;
}

const nobody: CheckedRecipients = { to: [], cc: [], bcc: [] };

async function recipientsOf(tx: Tx, conversationId: number, input: MessageToCompose, answered: AnsweredMail | null, isMail: boolean): Promise<CheckedRecipients> {
  if (!isMail) return nobody;
  if (input.kind === 'forward' && (input.to ?? []).length === 0) throw invalid('to', 'must name whom it is forwarded to', 'names-nobody');
  const to = input.to ?? await defaultRecipients(tx, conversationId, answered);
  return checkRecipients({ to, ...(input.cc && { cc: input.cc }), ...(input.bcc && { bcc: input.bcc }) });
}

const replyPrefix = /^\s*(?:re|aw|sv|antw)\s*(?:\[\d+\])?:/i;
const forwardPrefix = /^\s*(?:fwd?|wg|tr)\s*:/i;

function subjectOf({ kind, subject }: MessageToCompose, answered: string): string {
  if (subject !== undefined) return checkSubject(subject);
  const prefix = kind === 'reply' ? 'Re: ' : 'Fwd: ';
  const has = (kind === 'reply' ? replyPrefix : forwardPrefix).test(answered);
  return checkSubject(`${has ? '' : prefix}${answered}`.slice(0, 500));
}

async function attachmentsOf(tx: Tx, input: MessageToCompose, answered: AnsweredMail | null): Promise<readonly OutgoingAttachment[]> {
  const own = input.attachments ?? [];
  if (input.kind !== 'forward' || !answered || input.withForwardedFiles === false) return own;
  const theirs = await findAttachments(tx, answered.id);
  return [...own, ...theirs.filter((file) => !own.some((one) => one.sha256 === file.sha256 && one.fileName === file.fileName))];
}
