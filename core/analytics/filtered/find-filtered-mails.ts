import { requirePermission, type Act } from '#core/kernel/index.ts';
import type { LeftOut } from '#core/mail-filters/index.ts';
import { sql, type Tx } from '#storage/index.ts';

export interface FilteredMailRow {
  readonly messageId: number;
  readonly conversationId: number;
  readonly at: string;
  readonly sender: string;
  readonly subject: string;
  readonly because: LeftOut['because'];
  /** The domain or address that is named, or the group's name; null: not listed, or the filter is gone since. */
  readonly filter: string | null;
}

export interface FilteredMailPage { readonly after: { readonly at: string; readonly id: number } | null; readonly limit: number }

/** Mails that a filter leaves out, newest first. */
export async function findFilteredMails(tx: Tx, act: Act, { after, limit }: FilteredMailPage): Promise<FilteredMailRow[]> {
  requirePermission(act, 'settings.read');
  requirePermission(act, 'conversations.read');
  return tx.rows(sql<FilteredMailRow>`
    SELECT x.message_id AS "messageId", x.conversation_id AS "conversationId", x.at, coalesce(a.address, '') AS sender, m.subject, x.because,
      coalesce((SELECT e.value FROM mail_filter_entries e WHERE e.account_id = x.account_id AND e.id = x.entry_id), (SELECT g.name FROM mail_filter_groups g WHERE g.account_id = x.account_id AND g.id = x.group_id)) AS filter
    FROM (SELECT * FROM filtered_mails WHERE account_id = ${tx.accountId} ${after === null ? sql`` : sql`AND (at, message_id) < (${after.at}::timestamptz, ${after.id}::bigint)`} ORDER BY at DESC, message_id DESC LIMIT ${limit}) x
      JOIN messages m ON m.account_id = x.account_id AND m.id = x.message_id
      LEFT JOIN addresses a ON a.account_id = m.account_id AND a.id = m.sender_id
    ORDER BY x.at DESC, x.message_id DESC`);
}
