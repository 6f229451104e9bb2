import { isMailAddress } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { loadOurSide } from '../our-side.ts';
import { isNoReplyAddress, type WithheldBecause } from './withheld-because.ts';

/** What is known of the mail that something that goes out by itself would answer. */
export interface MailToAnswer { readonly isAutomatic: boolean; readonly isList: boolean; readonly flags: readonly string[]; readonly sender: string | null }

/** Why nothing may go to this mail's sender by itself (RFC 3834 2), whatever it is; null: it may. */
export async function addressBrake(tx: Tx, { isAutomatic, isList, flags, sender }: MailToAnswer, nowMs: number): Promise<WithheldBecause | null> {
  if (isAutomatic) return 'automatic';
  if (isList || flags.includes('list')) return 'list';
  if (flags.includes('null-sender')) return 'null-sender';
  if (flags.includes('no-auto-reply')) return 'no-auto-reply';
  if (sender === null || !isMailAddress(sender) || /[^!-~]/.test(sender)) return 'no-address';
  const ours = await loadOurSide(tx);
  if (ours.isChannel(sender) || ours.isInternal(sender, nowMs)) return 'own-address';
  return isNoReplyAddress(sender) ? 'no-reply-address' : null;
}
