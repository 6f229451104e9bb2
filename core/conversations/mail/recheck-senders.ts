import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { SenderVerdict } from './sender-check.ts';
import { proveMessages } from './take-proof.ts';

/** A mail that says it is from us and could not be proved because nobody answered. */
export interface SenderToRecheck {
  readonly messageId: number;
  readonly rawSha256: string;
  /** The channel into whose mailbox a server had put the bytes; null: they were handed over, and by whom is not known any more. */
  readonly readFromChannelId: number | null;
}

/** Nobody answered: a temporary error of the DNS, or nothing could be looked up at all. */
const wasSilent = sql`(m.sender_check ->> 'by' IS NULL OR m.sender_check ->> 'dkim' = 'temperror' OR m.sender_check ->> 'spf' = 'temperror' OR m.sender_check ->> 'dmarc' = 'temperror')`;

/** Of these messages, those to ask about once more, with the bytes of a copy: one that was read from a mailbox where there is one. */
export async function findSendersToRecheck(tx: Tx, act: Act, messageIds: readonly number[]): Promise<SenderToRecheck[]> {
  requirePermission(act, 'conversations.read');
  return tx.rows(sql<SenderToRecheck>`
    SELECT DISTINCT ON (m.id) m.id AS "messageId", c.raw_sha256 AS "rawSha256", CASE WHEN c.copy_key LIKE 'imap:%' THEN c.channel_id END AS "readFromChannelId"
    FROM messages m JOIN message_copies c ON c.account_id = m.account_id AND c.message_id = m.id
    WHERE m.account_id = ${tx.accountId} AND m.id = ANY(${[...messageIds]}::bigint[]) AND m.is_unproved_ours AND m.sender_proof = 'none' AND m.deleted_at IS NULL AND ${wasSilent}
    ORDER BY m.id, c.copy_key LIKE 'imap:%' DESC, c.id`);
}

/** What asking once more found out: `of` is who that reading of the mail says wrote it. True: it is proved now. */
export async function recheckSender(tx: Tx, act: Act, { messageId, verdict, of }: { messageId: number; verdict: SenderVerdict; of: string }): Promise<boolean> {
  requirePermission(act, 'conversations.reply');
  if (verdict.proof === 'none') return false;
  const changed = await proveMessages(tx, act, [{ messageId, verdict, of }]);
  if (changed.length > 0) await tx.rows(sql<object>`SELECT refresh_conversations(${tx.accountId}, ${[...new Set(changed)]}::bigint[])`);
  return true;
}
