import { loadOutgoing, readRawMail, storeBytes, type OutgoingClaim } from '#core/conversations/index.ts';
import { nowText, type Act } from '#core/kernel/index.ts';
import { rawInDatabaseBytesMax, toReceivedMail } from '../take-in/to-received-mail.ts';
import { buildMime, filesOf } from './mime/build-mime.ts';
import { mailBody } from './mime/mail-body.ts';
import type { SendContext } from './send-context.ts';

/**
 * The bytes of a mail: those of its first try, or made, read as any mail is read, and stored now. So what we keep of our own mail (hash,
 * files) is what reading a copy of it gives, and every try sends the same. Null: another process has the mail now.
 */
export async function prepareBytes(context: SendContext, act: Act, claim: OutgoingClaim): Promise<Buffer | null> {
  const { database, files } = context;
  const { rawSha256 } = claim;
  if (rawSha256 !== null) return await database.withAccount(act.accountId, (tx) => readRawMail(tx, rawSha256)) ?? files.read(act.accountId, rawSha256);
  const parts = await database.withAccount(act.accountId, (tx) => loadOutgoing(tx, act, claim.messageId));
  const contents = new Map<string, Uint8Array>();
  for (const { sha256 } of filesOf(parts, mailBody(parts).html)) if (!contents.has(sha256)) contents.set(sha256, await files.read(act.accountId, sha256));
  const date = nowText(context.clock);
  const bytes = await buildMime({ ...parts, contents, date });
  const outcome = await context.pool.parse(Uint8Array.from(bytes), { sanitize: false });
  if (!outcome.ok) throw new Error(`The mail cannot be written: ${outcome.safeText}`);
  const stored = await files.putMany(act.accountId, [...outcome.mail.attachments.map((file) => file.content), ...(bytes.byteLength < rawInDatabaseBytesMax ? [] : [bytes])]);
  const mail = toReceivedMail(outcome.mail, null, 0, { copyKey: '', folder: '', copyFlags: [], raw: bytes, at: date, atSource: 'date', flags: [] });
  return await database.withAccount(act.accountId, (tx) => storeBytes(tx, act, claim, mail, stored)) ? bytes : null;
}
