import { sql } from '#storage/index.ts';
import type { SaidOfMail } from '../mail-sentence.ts';
import type { Backfill } from './mailbox-options.ts';

export type FolderRole = 'inbox' | 'sent' | 'other';

/** A folder of a mailbox and how far its reading has come. */
export interface MailboxFolder {
  readonly channelId: number;
  readonly folder: string;
  readonly role: FolderRole;
  readonly uidValidity: number;
  /** The server's next UID when it was last looked at. */
  readonly uidNext: number;
  /** A UID set: stored, quarantined, left out, or gone. */
  readonly done: string;
  readonly liveFromUid: number;
  readonly liveSince: string | null;
  readonly backfill: Backfill;
  readonly backfillSince: string | null;
  readonly backfillTotal: number;
  readonly backfillLeft: number;
  /** Mails known and not done. */
  readonly backlog: number;
  readonly resyncs: number;
  /** How often UIDs were given out anew under this UIDVALIDITY. */
  readonly rewinds: number;
  readonly stored: number;
  readonly quarantined: number;
  readonly seenAt: string;
  readonly processedAt: string | null;
  readonly failingSince: string | null;
  readonly errorText: string | null;
  /** Which sentence `errorText` is; null: words of the server. */
  readonly errorSaid: SaidOfMail | null;
}

export const folderColumns = sql`channel_id AS "channelId", folder, role, uid_validity AS "uidValidity", uid_next AS "uidNext", done,
  live_from_uid AS "liveFromUid", live_since AS "liveSince", backfill, backfill_since AS "backfillSince", backfill_total AS "backfillTotal",
  backfill_left AS "backfillLeft", backlog, resyncs, rewinds, stored, quarantined, seen_at AS "seenAt",
  processed_at AS "processedAt", failing_since AS "failingSince", error_text AS "errorText", error_said AS "errorSaid"`;
