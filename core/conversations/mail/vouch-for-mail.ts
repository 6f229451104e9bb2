import { CoreError, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { proveMessages } from './take-proof.ts';
import type { SenderVerdict } from './sender-check.ts';

interface Unproved { readonly id: number; readonly of: string }

/** Mails of a channel that one call takes at most. */
export const vouchMax = 500;

const byPerson: SenderVerdict = { proof: 'person', check: null };
const columns = sql`m.id, coalesce((SELECT a.address FROM addresses a WHERE a.account_id = m.account_id AND a.id = m.sender_id), '') AS of`;

/**
 * Somebody who may change what is ours says that a mail is: it says so itself, and nothing showed it. From then on it is our answer, as if it had been
 * proved when it came. Audited. `conflict` for a mail that does not say so, or was proved.
 */
export async function vouchForMessage(tx: Tx, act: Act, messageId: number): Promise<void> {
  requirePermission(act, 'settings.write');
  const mail = await tx.maybe(sql<Unproved & { isUnprovedOurs: boolean }>`
    SELECT ${columns}, m.is_unproved_ours AS "isUnprovedOurs" FROM messages m JOIN conversations c ON c.account_id = m.account_id AND c.id = m.conversation_id AND c.life <> 'deleted'
    WHERE m.account_id = ${tx.accountId} AND m.id = ${messageId} AND m.deleted_at IS NULL FOR UPDATE OF m`);
  if (!mail) throw notFound('message');
  if (!mail.isUnprovedOurs) throw new CoreError('conflict', 'This mail does not say that it is from you, or it has been proved.', { key: 'not-unproved' });
  await vouch(tx, act, [mail]);
  await writeAudit(tx, act, { action: 'message.vouched-for', targetKind: 'message', targetId: messageId });
}

/** The same for those of a channel since an instant, the newest 500 at a time. Returns how many, and whether there may be more. */
export async function vouchForChannel(tx: Tx, act: Act, channelId: number, { since }: { since: string }): Promise<{ readonly messages: number; readonly hasMore: boolean }> {
  requirePermission(act, 'settings.write');
  const channel = await tx.rows(sql`SELECT FROM channels WHERE account_id = ${tx.accountId} AND id = ${channelId}`);
  if (channel.length === 0) throw notFound('channel');
  const mails = await tx.rows(sql<Unproved>`
    SELECT ${columns} FROM messages m WHERE m.account_id = ${tx.accountId} AND m.channel_id = ${channelId} AND m.is_unproved_ours AND m.at >= ${since}::timestamptz AND m.deleted_at IS NULL
    ORDER BY m.at DESC LIMIT ${vouchMax} FOR UPDATE OF m`);
  if (mails.length > 0) {
    await vouch(tx, act, mails);
    await writeAudit(tx, act, { action: 'channel.mail-vouched-for', targetKind: 'channel', targetId: channelId, detail: { messages: mails.length } });
  }
  return { messages: mails.length, hasMore: mails.length === vouchMax };
}

async function vouch(tx: Tx, act: Act, mails: readonly Unproved[]): Promise<void> {
  const changed = await proveMessages(tx, act, mails.map(({ id, of }) => ({ messageId: id, verdict: byPerson, of })));
  if (changed.length > 0) await tx.rows(sql<object>`SELECT refresh_conversations(${tx.accountId}, ${[...new Set(changed)]}::bigint[])`);
}
