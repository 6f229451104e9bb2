import { CoreError, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { FolderRole } from '../mailboxes/index.ts';
import type { ServiceProtocol } from './mailbox-protocol.ts';

/** How far a folder of a mailbox was read through its service. */
export interface MailboxCursor {
  readonly channelId: number;
  readonly folder: string;
  readonly role: FolderRole;
  /** What the service is asked with next; null: from the beginning. */
  readonly cursor: string | null;
  readonly isComplete: boolean;
  readonly resyncs: number;
  readonly stored: number;
  readonly quarantined: number;
  readonly seenAt: string | null;
  readonly processedAt: string | null;
}

const columns = sql`channel_id AS "channelId", folder, role, cursor, is_complete AS "isComplete", resyncs, stored, quarantined, seen_at AS "seenAt", processed_at AS "processedAt"`;

/** The mark of a folder, made where it is met for the first time. */
export async function openMailboxCursor(tx: Tx, act: Act, channelId: number, { folder, role, protocol }: { readonly folder: string; readonly role: FolderRole; readonly protocol: ServiceProtocol }): Promise<MailboxCursor> {
  requirePermission(act, 'channels.write');
  await tx.run(sql`
    INSERT INTO mailbox_cursors (account_id, channel_id, folder, role, protocol) VALUES (${tx.accountId}, ${channelId}, ${folder}, ${role}, ${protocol}) ON CONFLICT DO NOTHING`);
  return tx.one(sql<MailboxCursor>`SELECT ${columns} FROM mailbox_cursors WHERE account_id = ${tx.accountId} AND channel_id = ${channelId} AND folder = ${folder}`);
}

/** What was stored on the way from one mark to the next. */
export interface CursorMove { readonly from: string | null; readonly to: string | null; readonly isComplete: boolean; readonly stored?: number; readonly quarantined?: number; readonly isResync?: boolean }

/**
 * Moves the mark, in the transaction that stores what came before it. `from` equal to `to`: only what was stored is counted. `conflict`, and nothing is stored, where another
 * reader has moved it meanwhile, or the mailbox was connected anew.
 */
export async function moveMailboxCursor(tx: Tx, act: Act, channelId: number, folder: string, { from, to, isComplete, stored = 0, quarantined = 0, isResync = false }: CursorMove): Promise<void> {
  requirePermission(act, 'channels.write');
  const moved = await tx.run(sql`
    UPDATE mailbox_cursors SET cursor = ${to}, is_complete = ${isComplete}, stored = stored + ${stored}, quarantined = quarantined + ${quarantined}, resyncs = resyncs + ${isResync ? 1 : 0}, seen_at = ${act.now},
      processed_at = CASE WHEN ${stored + quarantined > 0}::boolean THEN ${act.now}::timestamptz ELSE processed_at END
    WHERE account_id = ${tx.accountId} AND channel_id = ${channelId} AND folder = ${folder} AND cursor IS NOT DISTINCT FROM ${from}`);
  if (moved === 0) throw new CoreError('conflict', 'This mailbox was connected anew, or another process reads it; it is read again.', { key: 'folder-renumbered' });
}

/** The folders of these mailboxes, or of all. */
export async function findMailboxCursors(tx: Tx, act: Act, channelIds?: readonly number[]): Promise<MailboxCursor[]> {
  requirePermission(act, 'channels.read');
  const wanted = channelIds === undefined ? sql`true` : sql`channel_id = ANY(${[...channelIds]}::bigint[])`;
  return tx.rows(sql<MailboxCursor>`SELECT ${columns} FROM mailbox_cursors WHERE account_id = ${tx.accountId} AND ${wanted} ORDER BY channel_id, folder`);
}
