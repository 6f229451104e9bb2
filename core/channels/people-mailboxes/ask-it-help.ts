import { checkAddress, checkName, countAttempt } from '#core/accounts/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { CoreError, requirePermission, type Act } from '#core/kernel/index.ts';
import type { Database, Tx } from '#storage/index.ts';
import type { House } from '../house.ts';
import { checkMessage, type InviteWay } from './invite-mailbox.ts';

/** Within 15 minutes, of an account: these mails go to whomever the caller names. */
const helpMailsMax = 10;

/** Before the transaction: `too-many` above ten in 15 minutes, `conflict` where no mail could go out. */
export async function mayAskItHelp(database: Database, act: Act, house: House): Promise<void> {
  requirePermission(act, 'channels.write');
  if (!await house.canMail(act.accountId)) throw new CoreError('conflict', 'No mail can go out: neither this server nor a channel has a mail server to send through.', { key: 'no-way-to-mail' });
  await countAttempt(database, { kind: 'it-help', of: String(act.accountId), max: helpMailsMax }, act.now);
}

/** Asks a technician by mail to help with connecting the company's mailboxes. The mail goes out as later work. */
export async function askItHelp(tx: Tx, act: Act, { name, address, message = null }: { readonly name: string; readonly address: string; readonly message?: string | null }, { house, base }: InviteWay): Promise<void> {
  requirePermission(act, 'channels.write');
  await house.enqueue(tx, act, { kind: 'mail-it-help', to: checkAddress('email', address), name: checkName('name', name), message: checkMessage(message), base });
  await writeAudit(tx, act, { action: 'it-help.asked', targetKind: 'account', targetId: tx.accountId });
}
