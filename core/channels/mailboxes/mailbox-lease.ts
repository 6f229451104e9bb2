import { sql, type Database } from '#storage/index.ts';

const leaseSeconds = 20;
/** Renewed well before it ends; a holder that could not for so long stops by itself. */
export const leaseRenewMs = 5_000;

export interface LeasedMailbox { readonly accountId: number; readonly channelId: number }

/**
 * Takes or renews the right to read a mailbox: one process at a time. False: another one has it. It spares the mail server a second
 * connection; that nothing is stored twice rests on unique keys and row locks, not on this.
 */
export async function takeMailboxLease(database: Database, mailbox: LeasedMailbox, holder: string): Promise<boolean> {
  const rows = await database.rows(sql<{ holder: string }>`
    INSERT INTO leases AS l (name, holder, until) VALUES (${nameOf(mailbox)}, ${holder}, clock_timestamp() + make_interval(secs => ${leaseSeconds}))
    ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until WHERE l.holder = excluded.holder OR l.until < clock_timestamp()
    RETURNING l.holder`);
  return rows.length === 1;
}

export async function dropMailboxLease(database: Database, mailbox: LeasedMailbox, holder: string): Promise<void> {
  await database.rows(sql<object>`DELETE FROM leases WHERE name = ${nameOf(mailbox)} AND holder = ${holder} RETURNING name`);
}

function nameOf({ accountId, channelId }: LeasedMailbox): string {
  return `mailbox:${accountId}:${channelId}`;
}
