import { randomBytes } from 'node:crypto';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { lockMailThreads } from '../mail/lock-mail-threads.ts';
import { mailKey } from '../mail/received-mail.ts';
import { getContactConversation, type FromOutside } from './contact-conversation.ts';

export interface MailToContact {
  readonly conversationId: number;
  /** Constant for what it says. */
  readonly idPart: string;
  readonly address: string;
}

/** A mail is going after the contact of a conversation. Returns what stands left of the @ of its Message-ID: the same for every try of the same mail, and guessed by nobody. `not-found` as for his conversation. */
export async function planMailToContact(tx: Tx, act: Act, source: FromOutside, { conversationId, idPart, address }: MailToContact): Promise<string> {
  requirePermission(act, 'conversations.reply');
  const { id } = await getContactConversation(tx, source, conversationId);
  const { token } = await tx.one(sql<{ token: string }>`
    INSERT INTO visitor_mails AS v (account_id, conversation_id, id_part, token, address, created_at)
    VALUES (${tx.accountId}, ${id}, ${idPart}, ${randomBytes(16).toString('hex')}, ${address.toLowerCase()}, ${act.now})
    ON CONFLICT (account_id, conversation_id, id_part) DO UPDATE SET address = excluded.address RETURNING token`);
  return `${idPart}-${token}`;
}

/** Before the mail leaves: whoever answers this Message-ID from the address that it went to answers in the conversation (`placeMails`). Again: nothing happens. */
export async function goOnByMail(tx: Tx, act: Act, source: FromOutside, { conversationId, idPart, mailId }: Pick<MailToContact, 'conversationId' | 'idPart'> & { readonly mailId: string }): Promise<void> {
  requirePermission(act, 'conversations.reply');
  const { id } = await getContactConversation(tx, source, conversationId);
  const key = mailKey(mailId);
  const { threadOf } = await lockMailThreads(tx, [[key]]);
  await tx.run(sql`UPDATE visitor_mails SET mail_id = ${key} WHERE account_id = ${tx.accountId} AND conversation_id = ${id} AND id_part = ${idPart}`);
  await tx.run(sql`
    INSERT INTO conversation_threads (account_id, conversation_id, thread_id, because) VALUES (${tx.accountId}, ${id}, ${threadOf.get(key)!}, 'header') ON CONFLICT DO NOTHING`);
}
