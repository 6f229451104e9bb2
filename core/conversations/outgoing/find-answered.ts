import { notFound } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { loadOurSide } from '../our-side.ts';
import type { Recipient } from './outgoing-mail.ts';

/** The message that a reply answers or a forward passes on. */
export interface AnsweredMail {
  readonly id: number;
  readonly direction: 'incoming' | 'outgoing' | 'note' | 'act';
  readonly mailId: string | null;
  readonly inReplyTo: readonly string[];
  readonly refs: readonly string[];
  readonly subject: string;
  readonly at: string;
  readonly parties: readonly { readonly role: 'from' | 'to' | 'cc' | 'bcc' | 'reply-to'; readonly name: string; readonly address: string }[];
}

const columns = sql`
  m.id, m.direction, m.mail_id AS "mailId", m.in_reply_to AS "inReplyTo", m.refs, m.subject, m.at,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('role', p.role, 'name', p.name, 'address', a.address) ORDER BY p.ordinal), '[]')
   FROM message_parties p JOIN addresses a ON a.account_id = p.account_id AND a.id = p.address_id
   WHERE p.account_id = m.account_id AND p.message_id = m.id) AS parties`;

/**
 * The message named, which must lie in the conversation; else its newest mail that a person wrote and that is no forward of ours (whoever got that is
 * not whom we talk with here), else its newest. Null: it has none.
 */
export async function findAnswered(tx: Tx, conversationId: number, messageId: number | undefined): Promise<AnsweredMail | null> {
  if (messageId !== undefined) {
    const named = await tx.maybe(sql<AnsweredMail>`
      SELECT ${columns} FROM messages m WHERE m.account_id = ${tx.accountId} AND m.id = ${messageId} AND m.conversation_id = ${conversationId} AND m.deleted_at IS NULL
        AND m.direction IN ('incoming', 'outgoing')`);
    if (!named) throw notFound('message');
    return named;
  }
  return tx.maybe(sql<AnsweredMail>`
    SELECT ${columns} FROM messages m
    WHERE m.account_id = ${tx.accountId} AND m.conversation_id = ${conversationId} AND m.deleted_at IS NULL AND m.direction IN ('incoming', 'outgoing')
    ORDER BY m.is_automatic OR (m.direction = 'outgoing' AND m.is_forward), m.at DESC, m.id DESC LIMIT 1`);
}

/** To whom a reply goes where nobody is named: Reply-To or the true sender of what came in; whom we wrote to, where the newest mail is ours; else the counterpart. */
export async function defaultRecipients(tx: Tx, conversationId: number, answered: AnsweredMail | null): Promise<Recipient[]> {
  const ours = await loadOurSide(tx);
  const outside = (role: string): Recipient[] => (answered?.parties ?? []).filter((party) => party.role === role && !ours.isChannel(party.address));
  if (answered?.direction === 'incoming') {
    const replyTo = outside('reply-to');
    const to = replyTo.length > 0 ? replyTo : outside('from');
    if (to.length > 0) return to;
  }
  if (answered?.direction === 'outgoing' && outside('to').length > 0) return outside('to');
  return tx.rows(sql<Recipient>`
    SELECT a.address, '' AS name FROM conversations c JOIN addresses a ON a.account_id = c.account_id AND a.id = c.counterpart_id
    WHERE c.account_id = ${tx.accountId} AND c.id = ${conversationId}`);
}
