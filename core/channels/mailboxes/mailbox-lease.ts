import type { Database } from '#storage/index.ts';
import { dropLease, takeLease } from '../lease.ts';

const leaseSeconds = 20;
/** Renewed well before it ends; a holder that could not for so long stops by itself. */
export const leaseRenewMs = 5_000;

export interface LeasedMailbox { readonly accountId: number; readonly channelId: number }

/**
 * Takes or renews the right to read a mailbox: one process at a time. False: another one has it. It spares the mail server a second
 * connection; that nothing is stored twice rests on unique keys and row locks, not on this.
 */
export async function takeMailboxLease(database: Database, mailbox: LeasedMailbox, holder: string): Promise<boolean> {
  return takeLease(database, nameOf(mailbox), holder, leaseSeconds);
}

export async function dropMailboxLease(database: Database, mailbox: LeasedMailbox, holder: string): Promise<void> {
  await dropLease(database, nameOf(mailbox), holder);
}

function nameOf({ accountId, channelId }: LeasedMailbox): string {
  return `mailbox:${accountId}:${channelId}`;
}
