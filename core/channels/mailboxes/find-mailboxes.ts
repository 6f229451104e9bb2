import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Database, type Tx } from '#storage/index.ts';
import { folderColumns, type MailboxFolder } from './mailbox-folder.ts';
import type { MailboxState } from './mailbox-state.ts';

/** A mailbox that is to be read. `fingerprint` changes when its connection does. */
export interface MailboxToRead { readonly accountId: number; readonly channelId: number; readonly fingerprint: string }

/** Of all accounts; ids only. */
export async function findMailboxesToRead(database: Database): Promise<MailboxToRead[]> {
  return database.rows(sql<MailboxToRead>`SELECT account_id AS "accountId", channel_id AS "channelId", fingerprint FROM mailboxes_to_read()`);
}

export async function findMailboxStates(tx: Tx, act: Act): Promise<MailboxState[]> {
  requirePermission(act, 'channels.read');
  return tx.rows(sql<MailboxState>`
    SELECT channel_id AS "channelId", connected_at AS "connectedAt", failing_since AS "failingSince", error_code AS "errorCode", error_text AS "errorText", error_said AS "errorSaid", failures,
      next_try_at AS "nextTryAt" FROM mailboxes WHERE account_id = ${tx.accountId} ORDER BY channel_id`);
}

/** The folders of these mailboxes, or of all: inbox first. */
export async function findMailboxFolders(tx: Tx, act: Act, channelIds?: readonly number[]): Promise<MailboxFolder[]> {
  requirePermission(act, 'channels.read');
  const wanted = channelIds === undefined ? sql`true` : sql`channel_id = ANY(${[...channelIds]}::bigint[])`;
  return tx.rows(sql<MailboxFolder>`
    SELECT ${folderColumns} FROM mailbox_folders WHERE account_id = ${tx.accountId} AND ${wanted}
    ORDER BY channel_id, array_position(ARRAY['inbox', 'sent', 'other'], role), folder`);
}
