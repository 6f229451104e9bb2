import { loadCalendars, phaseAt } from '#core/calendars/index.ts';
import { getChannelSettings, type AutoReplyText, type MailLanguage } from '#core/channels/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { lockConversations } from '../lock-conversations.ts';
import { replyReferences } from '../outgoing/reply-references.ts';
import { lockThreadOf, newMailId, storeOutgoing } from '../outgoing/store-outgoing.ts';
import { addressBrake } from './address-brake.ts';
import { repliesPerHourMax, type WithheldBecause } from './withheld-because.ts';

interface Incoming {
  id: number; conversationId: number; channelId: number; at: string; mailId: string | null; inReplyTo: string[]; refs: string[]; flags: string[]; isAutomatic: boolean;
  senderId: number | null; sender: string | null; senderName: string; life: string; channelAddress: string | null; channelName: string; isList: boolean; isAddressed: boolean;
}

export interface AutoReplyDecision { readonly replyId: number | null; readonly withheldBecause: WithheldBecause | null }

const subjects: Readonly<Record<MailLanguage, string>> = {
  en: 'We have received your message', de: 'Wir haben Ihre Nachricht erhalten', fr: 'Nous avons bien reçu votre message', es: 'Hemos recibido su mensaje', nl: 'We hebben uw bericht ontvangen',
};

/**
 * Replies to an incoming mail with the words its channel has for the hour, or says why not; once per mail. Nothing of what the sender wrote
 * goes out: with a forged sender it would reach a stranger in our name. Null: the channel has no words for this hour, or it is no mail.
 * The caller takes the mails of an account one after the other: the caps count what is committed.
 */
export async function considerAutoReply(tx: Tx, act: Act, messageId: number): Promise<AutoReplyDecision | null> {
  requirePermission(act, 'conversations.reply');
  const mail = await loadIncoming(tx, messageId);
  if (!mail || mail.channelAddress === null) return null;
  const settings = await getChannelSettings(tx, act, mail.channelId);
  const phase = phaseAt((await loadCalendars(tx)).forChannel(mail.channelId), Date.parse(act.now));
  const words = phase === 'open' ? settings.autoReply.inHours : settings.autoReply.outOfHours;
  if (words === null) return null;
  const withheldBecause = await brakeOf(tx, act, mail);
  const replyId = withheldBecause === null ? await reply(tx, act, { ...mail, channelAddress: mail.channelAddress }, words, subjects[settings.language]) : null;
  const logged = await tx.run(sql`
    INSERT INTO auto_reply_log (account_id, message_id, conversation_id, channel_id, address_id, reply_id, withheld_because, at)
    VALUES (${tx.accountId}, ${messageId}, ${mail.conversationId}, ${mail.channelId}, ${mail.senderId}, ${replyId}, ${withheldBecause}, ${act.now}) ON CONFLICT DO NOTHING`);
  if (logged === 0) throw new Error(`message ${messageId} was considered for an automatic reply before`);
  return { replyId, withheldBecause };
}

async function loadIncoming(tx: Tx, messageId: number): Promise<Incoming | null> {
  return tx.maybe(sql<Incoming>`
    SELECT m.id, m.conversation_id AS "conversationId", m.channel_id AS "channelId", m.at, m.mail_id AS "mailId", m.in_reply_to AS "inReplyTo", m.refs, m.flags,
      m.is_automatic AS "isAutomatic", m.sender_id AS "senderId", a.address AS sender, m.sender_name AS "senderName", c.life, ch.address AS "channelAddress", ch.name AS "channelName",
      ch.is_list AS "isList",
      EXISTS (SELECT FROM message_parties p JOIN addresses pa ON pa.account_id = p.account_id AND pa.id = p.address_id
        JOIN channel_addresses ca ON ca.account_id = pa.account_id AND ca.address = pa.address AND ca.channel_id = m.channel_id
        WHERE p.account_id = m.account_id AND p.message_id = m.id AND p.role IN ('to', 'cc')) AS "isAddressed"
    FROM messages m
    JOIN conversations c ON c.account_id = m.account_id AND c.id = m.conversation_id
    JOIN channels ch ON ch.account_id = m.account_id AND ch.id = m.channel_id AND ch.kind = 'email' AND ch.disabled_at IS NULL
    LEFT JOIN addresses a ON a.account_id = m.account_id AND a.id = m.sender_id
    WHERE m.account_id = ${tx.accountId} AND m.id = ${messageId} AND m.direction = 'incoming' AND m.content_hash IS NOT NULL AND m.deleted_at IS NULL
      AND NOT EXISTS (SELECT FROM auto_reply_log l WHERE l.account_id = m.account_id AND l.message_id = m.id)`);
}

async function brakeOf(tx: Tx, act: Act, mail: Incoming): Promise<WithheldBecause | null> {
  const nowMs = Date.parse(act.now);
  const brake = await addressBrake(tx, mail, nowMs);
  if (brake !== null) return brake;
  if (!mail.isAddressed) return 'not-addressed';
  if (mail.life === 'spam' || mail.life === 'deleted') return 'spam';
  if (Date.parse(mail.at) < nowMs - 86_400_000) return 'too-old';
  const since = new Date(nowMs - 3_600_000).toISOString();
  const sent = await tx.one(sql<{ inConversation: boolean; toAddress: boolean; ofAccount: number }>`
    SELECT EXISTS (SELECT FROM auto_reply_log WHERE account_id = ${tx.accountId} AND conversation_id = ${mail.conversationId} AND address_id = ${mail.senderId} AND reply_id IS NOT NULL) AS "inConversation",
      EXISTS (SELECT FROM auto_reply_log WHERE account_id = ${tx.accountId} AND address_id = ${mail.senderId} AND reply_id IS NOT NULL AND at > ${since}::timestamptz) AS "toAddress",
      (SELECT count(*) FROM auto_reply_log WHERE account_id = ${tx.accountId} AND reply_id IS NOT NULL AND at > ${since}::timestamptz) AS "ofAccount"`);
  if (sent.inConversation) return 'conversation';
  if (sent.toAddress) return 'address-hour';
  return sent.ofAccount >= repliesPerHourMax ? 'account-hour' : null;
}

async function reply(tx: Tx, act: Act, mail: Incoming & { channelAddress: string }, words: AutoReplyText, subject: string): Promise<number> {
  const { inReplyTo, references } = replyReferences({ ...mail, direction: 'incoming', subject: '', parties: [] });
  const mailId = newMailId(mail.channelAddress);
  const threadId = await lockThreadOf(tx, act, mailId, references);
  const [conversation] = await lockConversations(tx, [mail.conversationId]);
  const { messageId } = await storeOutgoing(tx, act, conversation!.id, {
    channel: { id: mail.channelId, kind: 'email', address: mail.channelAddress, name: mail.channelName }, kind: 'auto-reply',
    recipients: { to: [{ address: mail.sender!, name: '' }], cc: [], bcc: [] }, subject, text: words.text, html: words.html, attachments: [], inReplyTo, references,
    answersId: mail.id, quotes: false, agentId: null, senderName: mail.channelName, sendAfter: act.now, clientKey: null,
  }, { mailId, threadId });
  return messageId;
}
