import { beginFolder, finishUids, missingUids, noteBacklog, parseUidSet, sayOfMail, uidSetOf, type MailboxFolder } from '#core/channels/index.ts';
import type { WantedFolder } from './choose-folders.ts';
import { listMissing } from './list-missing.ts';
import { MailboxError } from './mailbox-error.ts';
import { actOf, type Reader } from './reader.ts';
import { takeUids } from './take-uids.ts';
import { withDeadline } from './with-deadline.ts';

const uidsAtATime = 100;

/** `again`: it gave way to news of the inbox and is not done. `settled`: nothing of it waits any more. */
export type FolderPass = 'settled' | 'again' | 'left';

/**
 * Brings one folder up to date: every UID below the server's next one that is not done is fetched, wherever it lies; new mail in the order of
 * its coming, then older mail from newest to oldest. `left`: some mails were not given and will be tried at the next look.
 */
export async function syncFolder(reader: Reader, { path, role }: WantedFolder): Promise<FolderPass> {
  const { client, room, accountId, channel, options, timing } = reader;
  const within = <T>(work: Parameters<typeof room.database.withAccount<T>>[1]): Promise<T> => room.database.withAccount(accountId, work);
  const opened = await withDeadline(client, timing.commandMs, () => client.mailboxOpen(path, { readOnly: !options.markSeen }));
  const uidNext = await uidNextOf(reader, opened);
  const uidValidity = Number(opened.uidValidity ?? 0);
  if (!isUid(uidValidity)) throw new MailboxError('read', sayOfMail('no-uidvalidity'));
  const folder = await within((tx) => beginFolder(tx, actOf(reader), channel.id, { folder: path, role, uidValidity, uidNext, isUidNextGuessed: !isUid(opened.uidNext ?? 0) }, options.backfill));
  const missing = missingUids(parseUidSet(folder.done), 1, uidNext - 1);
  const { waiting, gone } = missing.length === 0 ? { waiting: [], gone: [] } : await listMissing(client, timing, missing);
  const older = waiting.filter((uid) => uid < folder.liveFromUid);
  await within(async (tx) => {
    if (gone.length > 0) await finishUids(tx, actOf(reader), channel.id, path, { uidValidity, ranges: uidSetOf(gone) });
    await noteBacklog(tx, actOf(reader), channel.id, path, { all: waiting.length, backfill: older.length });
  });
  let isAllTaken = true;
  for (const uids of inTurn(reader, folder, waiting)) {
    if (reader.isEnding()) return 'left';
    if (uids[0]! < folder.liveFromUid && reader.hasNews()) return 'again';
    if (!await takeUids(reader, folder, uids)) isAllTaken = false;
  }
  return isAllTaken ? 'settled' : 'left';
}

/** New mail ascending, older mail descending, each in parts; what failed before comes last of all, so that it is in nobody's way. */
function* inTurn({ memory }: Reader, folder: MailboxFolder, waiting: readonly number[]): Generator<number[]> {
  const hasFailed = (uid: number): boolean => memory.strikes.has(copyKeyOf(folder, uid));
  const sound = waiting.filter((uid) => !hasFailed(uid));
  const lists = [sound.filter((uid) => uid >= folder.liveFromUid), sound.filter((uid) => uid < folder.liveFromUid).toReversed(), ...waiting.filter(hasFailed).map((uid) => [uid])];
  for (const list of lists) {
    for (let at = 0; at < list.length; at += uidsAtATime) yield list.slice(at, at + uidsAtATime);
  }
}

export function copyKeyOf({ folder, uidValidity, rewinds }: Pick<MailboxFolder, 'folder' | 'uidValidity' | 'rewinds'>, uid: number): string {
  return `imap:${folder}:${uidValidity}${rewinds === 0 ? '' : `r${rewinds}`}:${uid}`;
}

/** Some servers do not tell the next UID when a folder is opened (RFC 3501 6.3.1 lets them): it is one after the last. */
async function uidNextOf({ client, timing }: Reader, opened: { readonly uidNext?: number; readonly exists: number }): Promise<number> {
  if (opened.uidNext !== undefined && isUid(opened.uidNext)) return opened.uidNext;
  if (opened.exists === 0) return 1;
  const last = await withDeadline(client, timing.commandMs, () => client.fetchOne('*', { uid: true }));
  return last && isUid(last.uid) ? last.uid + 1 : 1;
}

function isUid(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1 && value <= 4_294_967_296;
}
