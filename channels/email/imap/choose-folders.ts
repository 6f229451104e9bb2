import type { ListResponse } from 'imapflow';
import type { FolderRole } from '#core/channels/index.ts';

export interface WantedFolder { readonly path: string; readonly role: FolderRole }

/**
 * Which folders of a mailbox are read: those that are named, else the inbox and the one that the server marks as sent mail (RFC 6154). The
 * inbox comes first. `missing`: named and not there.
 */
export function chooseFolders(listed: readonly Pick<ListResponse, 'path' | 'specialUse' | 'flags'>[], wanted: readonly string[] | null): { folders: WantedFolder[]; missing: string[] } {
  const open = listed.filter(({ flags }) => !flags.has('\\Noselect') && !flags.has('\\NonExistent'));
  const found = open.filter((one) => (wanted === null ? roleOf(one) !== 'other' : wanted.some((name) => isSame(name, one.path))));
  const folders = found.map((one) => ({ path: one.path, role: roleOf(one) }));
  return {
    folders: folders.toSorted((a, b) => Number(b.role === 'inbox') - Number(a.role === 'inbox')),
    missing: (wanted ?? []).filter((name) => !found.some((one) => isSame(name, one.path))),
  };
}

export function roleOf({ path, specialUse }: Pick<ListResponse, 'path' | 'specialUse'>): FolderRole {
  if (path.toUpperCase() === 'INBOX') return 'inbox';
  return specialUse === '\\Sent' ? 'sent' : 'other';
}

/** The inbox has its name in any case (RFC 3501 5.1), all others in theirs. */
function isSame(name: string, path: string): boolean {
  return name === path || (name.toUpperCase() === 'INBOX' && path.toUpperCase() === 'INBOX');
}
