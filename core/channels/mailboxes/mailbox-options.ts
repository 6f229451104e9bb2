import { invalid } from '#core/kernel/index.ts';

export type Backfill = 'now' | '30d' | 'all';

/** What of a mailbox is read, as it stands in the options of its imap connection. */
export interface MailboxOptions {
  /** Null: the inbox and the folder of sent mail, as the server marks them. */
  readonly folders: readonly string[] | null;
  /** Mail that was there before the mailbox was connected. */
  readonly backfill: Backfill;
  /** Mark mail as read on the server once it is stored. */
  readonly markSeen: boolean;
}

const foldersMax = 100;
const folderCharsMax = 255;

/** Reads the options of a connection; what is unset is the default. `invalid` with the option's name. */
export function mailboxOptions(options: Readonly<Record<string, unknown>>): MailboxOptions {
  const { folders = null, backfill = 'now', markSeen = false } = options;
  if (folders !== null && !isFolders(folders)) throw invalid('folders', `must be 1 to ${foldersMax} names of folders, each of at most ${folderCharsMax} characters`, 'folders-wrong');
  if (backfill !== 'now' && backfill !== '30d' && backfill !== 'all') throw invalid('backfill', 'must be now, 30d or all', 'not-offered');
  if (typeof markSeen !== 'boolean') throw invalid('markSeen', 'must be true or false', 'no-yes-or-no');
  return { folders: folders === null ? null : [...new Set(folders)], backfill, markSeen };
}

function isFolders(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.length <= foldersMax
    && value.every((name) => typeof name === 'string' && name !== '' && name.length <= folderCharsMax && !/[\u0000-\u001f\u007f]/.test(name));
}
