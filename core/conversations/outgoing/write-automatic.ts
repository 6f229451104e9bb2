import { recordFiles } from '#core/files/index.ts';
import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { addressBrake } from '../auto-reply/address-brake.ts';
import { repliesPerHourMax, type WithheldBecause } from '../auto-reply/withheld-because.ts';
import { lockConversations } from '../lock-conversations.ts';
import { postMessageWithFiles, type PostedFile } from '../post-message-with-files.ts';
import { checkContent, checkSubject } from './check-content.ts';
import { replyReferences } from './reply-references.ts';
import { lockThreadOf, newMailId, sendingChannel, storeOutgoing } from './store-outgoing.ts';

export interface AutomaticMessage {
  readonly conversationId: number;
  readonly text: string;
  readonly html?: string | null;
  readonly files?: readonly PostedFile[];
  /** Of a mail. Default: set off by a person "Re: " and the subject of what it answers; by a stranger words of ours, because nothing that he wrote goes out by itself. */
  readonly subject?: string;
  /**
   * Who set it off. stranger: whoever writes to us; an address gets one mail of this kind within the hour (automatic replies count). person: somebody
   * of ours; three within the hour.
   */
  readonly setOffBy: 'stranger' | 'person';
}

export type AutomaticResult = { readonly messageId: number; readonly withheldBecause: null } | { readonly messageId: null; readonly withheldBecause: WithheldBecause };

const perAddressHourMax = { stranger: 1, person: 3 } as const;

interface Answered {
  readonly id: number; readonly mailId: string | null; readonly inReplyTo: string[]; readonly refs: string[]; readonly subject: string; readonly at: string; readonly flags: string[];
  readonly isAutomatic: boolean; readonly senderId: number | null; readonly sender: string | null; readonly senderName: string;
}

/**
 * Writes to the customer although nobody of ours did: a rule, a survey. In a mailbox it is a mail that says of itself that it is automatic, to the sender of the newest mail that
 * came in, and the brakes of automatic replies hold; elsewhere a message marked as a bot's. It is no answer in the figures, and leaves whose turn it is alone.
 */
export async function writeAutomatic(tx: Tx, act: Act, message: AutomaticMessage): Promise<AutomaticResult> {
  requirePermission(act, 'conversations.reply');
  const { files = [], html = null, text } = message;
  const attachments = files.map(({ sha256, fileName, mediaType, sniffedType }) => ({ sha256, fileName: fileName ?? 'file', mediaType, sniffedType, disposition: 'attachment' as const }));
  checkContent({ text, html, attachments }, act.now);
  const place = await tx.maybe(sql<{ id: number; channelId: number; life: string; isList: boolean }>`
    SELECT c.id, c.channel_id AS "channelId", c.life, ch.is_list AS "isList" FROM conversations c JOIN channels ch ON ch.account_id = c.account_id AND ch.id = c.channel_id
    WHERE c.account_id = ${tx.accountId} AND c.life <> 'deleted' AND c.id = (SELECT coalesce(r.merged_into, r.id) FROM conversations r WHERE r.account_id = ${tx.accountId} AND r.id = ${message.conversationId})`);
  if (!place) throw notFound('conversation');
  if (place.life === 'spam') return { messageId: null, withheldBecause: 'spam' };
  const channel = await sendingChannel(tx, place.channelId);
  if (channel.kind !== 'email' || channel.address === null) {
    const { messageId } = await postMessageWithFiles(tx, act, { conversationId: place.id, direction: 'outgoing', text, html, isBot: true, files });
    return { messageId, withheldBecause: null };
  }
  const answered = await newestIncoming(tx, place.id);
  if (!answered) return { messageId: null, withheldBecause: 'no-address' };
  const withheldBecause = await addressBrake(tx, { ...answered, isList: place.isList }, Date.parse(act.now)) ?? await hourBrake(tx, act, answered.senderId!, message.setOffBy);
  if (withheldBecause !== null) return { messageId: null, withheldBecause };
  await recordFiles(tx, act, files.map(({ sha256, byteCount }) => ({ sha256, byteCount })));
  const { inReplyTo, references } = replyReferences({ ...answered, direction: 'incoming', parties: [] });
  const mailId = newMailId(channel.address);
  const threadId = await lockThreadOf(tx, act, mailId, references);
  const [conversation] = await lockConversations(tx, [place.id]);
  if (!conversation || conversation.life === 'deleted') throw notFound('conversation');
  const { messageId } = await storeOutgoing(tx, act, conversation.id, {
    channel, kind: 'auto-reply', recipients: { to: [{ address: answered.sender!, name: '' }], cc: [], bcc: [] },
    subject: checkSubject(message.subject ?? (message.setOffBy === 'stranger' ? `${channel.name} (#${conversation.id})` : replySubject(answered.subject))), text, html, attachments,
    inReplyTo, references, answersId: answered.id, quotes: false, agentId: null, senderName: channel.name, sendAfter: act.now, clientKey: null,
  }, { mailId, threadId });
  await tx.run(sql`INSERT INTO automatic_sends (account_id, message_id, conversation_id, address_id, at) VALUES (${tx.accountId}, ${messageId}, ${conversation.id}, ${answered.senderId}, ${act.now})`);
  return { messageId, withheldBecause: null };
}

function replySubject(subject: string): string {
  return (/^\s*(?:re|aw|sv|antw)\s*(?:\[\d+\])?:/i.test(subject) ? subject : `Re: ${subject}`).slice(0, 500);
}

async function newestIncoming(tx: Tx, conversationId: number): Promise<Answered | null> {
  return tx.maybe(sql<Answered>`
    SELECT m.id, m.mail_id AS "mailId", m.in_reply_to AS "inReplyTo", m.refs, m.subject, m.at, m.flags, m.is_automatic AS "isAutomatic", m.sender_id AS "senderId", a.address AS sender, m.sender_name AS "senderName"
    FROM messages m LEFT JOIN addresses a ON a.account_id = m.account_id AND a.id = m.sender_id
    WHERE m.account_id = ${tx.accountId} AND m.conversation_id = ${conversationId} AND m.direction = 'incoming' AND m.deleted_at IS NULL ORDER BY m.at DESC, m.id DESC LIMIT 1`);
}

/** What is committed counts, and what this transaction wrote; two rules of one account take turns by the cursor of the log. */
async function hourBrake(tx: Tx, act: Act, addressId: number, setOffBy: AutomaticMessage['setOffBy']): Promise<WithheldBecause | null> {
  const since = new Date(Date.parse(act.now) - 3_600_000).toISOString();
  const sent = await tx.one(sql<{ own: number; replies: number; all: number }>`
    SELECT (SELECT count(*) FROM automatic_sends WHERE account_id = ${tx.accountId} AND address_id = ${addressId} AND at > ${since}::timestamptz) AS own,
      (SELECT count(*) FROM auto_reply_log WHERE account_id = ${tx.accountId} AND address_id = ${addressId} AND reply_id IS NOT NULL AND at > ${since}::timestamptz) AS replies,
      (SELECT count(*) FROM automatic_sends WHERE account_id = ${tx.accountId} AND at > ${since}::timestamptz) AS all`);
  if (sent.own + (setOffBy === 'stranger' ? sent.replies : 0) >= perAddressHourMax[setOffBy]) return 'address-hour';
  return sent.all >= repliesPerHourMax ? 'account-hour' : null;
}
