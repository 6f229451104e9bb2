import { requirePermission, type Act } from '#core/kernel/index.ts';
import { recordFiles, type StoredFile } from '#core/files/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { insertCopies } from '../mail/insert-mails.ts';
import { insertRawMails } from '../mail/raw-mails.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import type { OutgoingClaim } from './claim-outgoing.ts';
import { ownCopyKey } from './record-outcome.ts';

/**
 * Keeps the bytes of a mail before its first try, with the hash by which every copy of it is known that is read later. `mail` is what
 * reading these very bytes gives. False: the claim was lost.
 */
export async function storeBytes(tx: Tx, act: Act, claim: OutgoingClaim, mail: ReceivedMail, files: readonly StoredFile[]): Promise<boolean> {
  requirePermission(act, 'conversations.reply');
  const held = await tx.maybe(sql<object>`
    SELECT message_id FROM outgoing_mails WHERE account_id = ${tx.accountId} AND message_id = ${claim.messageId} AND claim = ${claim.claim} AND raw_sha256 IS NULL FOR UPDATE`);
  if (!held) return false;
  await recordFiles(tx, act, files);
  await insertRawMails(tx, [mail]);
  await insertCopies(tx, act, claim.channelId, [{ messageId: claim.messageId, mail: { ...mail, copyKey: ownCopyKey(claim.messageId) } }], null);
  await tx.run(sql`UPDATE messages SET content_hash = ${mail.contentHash} WHERE account_id = ${tx.accountId} AND id = ${claim.messageId}`);
  await tx.run(sql`UPDATE outgoing_mails SET raw_sha256 = ${mail.rawSha256} WHERE account_id = ${tx.accountId} AND message_id = ${claim.messageId}`);
  await tx.run(sql`
    UPDATE attachments a SET sniffed_type = r.type FROM jsonb_to_recordset(${JSON.stringify(mail.attachments.map((file) => ({ sha256: file.sha256, type: file.sniffedType })))}::jsonb) AS r(sha256 text, type text)
    WHERE a.account_id = ${tx.accountId} AND a.message_id = ${claim.messageId} AND a.sha256 = r.sha256`);
  return true;
}
