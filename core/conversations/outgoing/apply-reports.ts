import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { MailToInsert } from '../mail/insert-mails.ts';
import { mailKey, type DeliveryReport } from '../mail/received-mail.ts';
import { lockOutgoing, tellDelivery, type LockedOutgoing } from './lock-outgoing.ts';
import type { RecipientState } from './outgoing-mail.ts';
import { giveTurnBack, stateFromRecipients } from './record-outcome.ts';

/**
 * What delivery reports among fresh mails say of mails of ours: the recipients they name bounced, are delayed or have it. Only a recipient of
 * that very mail can be named; a report about nobody we know (an alias resolved) is about the only one there is. Returns the conversations.
 */
export async function applyReports(tx: Tx, act: Act, inserted: readonly MailToInsert[]): Promise<number[]> {
  const touched: number[] = [];
  for (const { mail: { report }, direction } of inserted) {
    if (!report?.originalMailId || direction !== 'incoming') continue;
    const id = mailKey(report.originalMailId);
    const found = await tx.maybe(sql<{ messageId: number }>`
      SELECT message_id AS "messageId" FROM outgoing_mails WHERE account_id = ${tx.accountId} AND mail_id = ${id}
      UNION ALL SELECT message_id FROM outgoing_mails WHERE account_id = ${tx.accountId} AND server_mail_id = ${id} LIMIT 1`);
    const outgoing = found && await lockOutgoing(tx, found.messageId);
    if (!outgoing || outgoing.state === 'cancelled' || !await applyReport(tx, act, outgoing, report)) continue;
    touched.push(outgoing.conversationId);
  }
  return touched;
}

async function applyReport(tx: Tx, act: Act, mail: LockedOutgoing, report: DeliveryReport): Promise<boolean> {
  const envelope = await tx.rows(sql<{ address: string }>`SELECT address FROM outgoing_recipients WHERE account_id = ${tx.accountId} AND message_id = ${mail.messageId}`);
  const changes = report.recipients.flatMap((recipient) => {
    const state = stateOf(recipient);
    const named = envelope.find(({ address }) => address === recipient.address.toLowerCase());
    const only = envelope.length === 1 && report.recipients.length === 1 ? envelope[0] : undefined;
    const address = (named ?? only)?.address;
    return state === null || address === undefined ? [] : [{ address, state, detail: [recipient.status, recipient.diagnostic].filter((part) => part !== null).join(' ') || recipient.action }];
  });
  if (changes.length === 0) return false;
  // A delay is news only of what is under way; what has arrived does not bounce any more, what bounced may still be told as delivered elsewhere.
  const changed = await tx.run(sql`
    UPDATE outgoing_recipients o SET state = r.state, detail = left(r.detail, 1000), changed_at = ${act.now}
    FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) AS r(address text, state text, detail text)
    WHERE o.account_id = ${tx.accountId} AND o.message_id = ${mail.messageId} AND o.address = r.address
      AND CASE r.state WHEN 'delayed' THEN o.state IN ('pending', 'accepted', 'delayed') WHEN 'delivered' THEN o.state <> 'failed' ELSE o.state <> 'delivered' END`);
  if (changed === 0) return false;
  // A report proves that it left, also where our own record of that was lost.
  const state = await stateFromRecipients(tx, mail.messageId, mail, true);
  await tx.run(sql`
    UPDATE outgoing_mails SET state = ${state}, changed_at = ${act.now}, handed_over_at = coalesce(handed_over_at, ${act.now}::timestamptz), may_have_left = true,
      next_attempt_at = CASE WHEN ${state === 'queued'}::boolean THEN next_attempt_at END,
      last_error = CASE WHEN ${state === 'bounced'}::boolean THEN ${changes.find((change) => change.state === 'bounced')?.detail ?? null} ELSE last_error END,
      last_error_said = CASE WHEN ${state === 'bounced'}::boolean THEN NULL ELSE last_error_said END
    WHERE account_id = ${tx.accountId} AND message_id = ${mail.messageId}`);
  if (state === 'bounced') await giveTurnBack(tx, act, mail);
  if (state !== mail.state) await tellDelivery(tx, act, mail, state);
  return true;
}

/** RFC 3464 2.3.3, RFC 3463: what became of it. A status without an action decides by its class. Null: it says nothing. */
function stateOf({ action, status }: DeliveryReport['recipients'][number]): RecipientState | null {
  if (action === 'delivered' || action === 'relayed' || action === 'expanded') return action === 'delivered' ? 'delivered' : null;
  if (action === 'delayed' || (action === null && status?.startsWith('4.'))) return 'delayed';
  if (action === 'failed' || status?.startsWith('5.')) return 'bounced';
  return action === null && status?.startsWith('2.') ? 'delivered' : null;
}
