import { findTrustedServers, finishUids, uidSetOf, type MailboxFolder } from '#core/channels/index.ts';
import { findHeldCopies } from '#core/conversations/index.ts';
import { crashPoint } from '#storage/index.ts';
import type { Arrival, DeliveredMail } from '../prove/prove-sender.ts';
import { sha256Of, type IncomingMail } from '../take-in/incoming-mail.ts';
import { prepareMails } from '../take-in/prepare-mails.ts';
import { storeMails } from '../take-in/store-mails.ts';
import { fetchBodies, fetchHeads, type FetchedMail, type MailHead } from './fetch-mails.ts';
import { MailboxError } from './mailbox-error.ts';
import { messageTimeFromMailbox } from './message-time.ts';
import { actOf, type Reader } from './reader.ts';
import { copyKeyOf } from './sync-folder.ts';
import { withDeadline } from './with-deadline.ts';

/** One transaction and one FETCH hold so much at most, unless a single mail is larger. */
const groupBytesMax = 4 * 1024 * 1024;
const groupMailsMax = 50;

/** A mail with so many failures is set aside. A connection that was lost while it was fetched counts little: that may be anybody's fault. */
const strikesMax = 3;
const strikeOfLoss = 0.3;

/**
 * Takes these mails of the selected folder: fetched, parsed and stored group by group, each group done in the transaction that stores it.
 * False: the server did not give all of them.
 */
export async function takeUids(reader: Reader, folder: MailboxFolder, asked: readonly number[]): Promise<boolean> {
  const { room, accountId, channel, memory } = reader;
  const given = await setAside(reader, folder, asked); // those that ended the last connection
  const uids = asked.filter((uid) => !given.includes(uid));
  if (uids.length === 0) return true;
  const heads = await fetchHeads(reader, uids);
  const isLive = (head: MailHead): boolean => head.uid >= folder.liveFromUid || isSince(head, folder.liveSince);
  const held = await room.database.withAccount(accountId, (tx) => findHeldCopies(tx, channel.id, uids.map((uid) => copyKeyOf(folder, uid))));
  const isDone = (head: MailHead): boolean => {
    const key = copyKeyOf(folder, head.uid);
    return held.stored.has(key) || held.quarantined.has(key) || (!isLive(head) && isTooOld(head, folder.backfillSince));
  };
  const inOrder = uids.map((uid) => heads.get(uid)).filter((head) => head !== undefined);
  await finishHeads(reader, folder, inOrder.filter(isDone));
  let isAllTaken = strikeAll(reader, folder, uids.filter((uid) => !heads.has(uid)), 1);
  const wanted = inOrder.filter((head) => !isDone(head));
  for (const live of [true, false]) {
    for (const group of groupsOf(wanted.filter((head) => isLive(head) === live), memory.isCareful)) {
      if (reader.isEnding()) return false;
      if (!await takeGroup(reader, folder, group, live)) isAllTaken = false;
    }
  }
  return (await setAside(reader, folder, uids)).length > 0 || isAllTaken;
}

async function takeGroup(reader: Reader, folder: MailboxFolder, group: readonly MailHead[], isLive: boolean): Promise<boolean> {
  const { memory } = reader;
  const fetched = await fetchBodies(reader, group).catch((error: unknown) => {
    memory.isCareful = true;
    const isLoss = error instanceof MailboxError && /^The server (?:ended|did not answer|said nothing)/.test(error.message);
    if (group.length === 1) strikeAll(reader, folder, [group[0]!.uid], isLoss ? strikeOfLoss : 1);
    throw error;
  });
  crashPoint('mail-fetched');
  const given = new Set(fetched.map(({ head }) => head.uid));
  const isAllGiven = strikeAll(reader, folder, group.filter((head) => !given.has(head.uid)).map((head) => head.uid), 1);
  if (fetched.length > 0) {
    const arrival = await arrivalOf(reader, folder, isLive);
    await store(reader, folder, fetched.map((mail) => asIncoming(reader, folder, mail, { isBackfill: !isLive, arrival })), isLive);
  }
  await markSeen(reader, fetched);
  return isAllGiven;
}

async function store(reader: Reader, folder: MailboxFolder, incoming: readonly IncomingMail[], isLive: boolean): Promise<void> {
  const { room, channel } = reader;
  const act = actOf(reader, isLive ? 'live' : 'backfill');
  await reader.gate(async () => {
    const prepared = await prepareMails({ database: room.database, files: room.files, pool: room.pool(), verifier: room.verifier() }, act, channel.id, incoming);
    await storeMails(room.database, act, [channel], prepared, {
      batchId: null,
      alongside: (tx, part) => {
        const uids = part.copyKeys.map(uidOf);
        return finishUids(tx, act, channel.id, folder.folder, {
          uidValidity: folder.uidValidity, ranges: uidSetOf(uids.map((uid) => [uid, uid])), stored: part.stored, quarantined: part.quarantined,
          waited: uids.length, waitedInBackfill: uids.filter((uid) => uid < folder.liveFromUid).length,
        });
      },
    });
  });
  reader.memory.failures = 0;
  for (const { copyKey } of incoming) reader.memory.strikes.delete(copyKey);
  crashPoint('between-fetch-and-flag');
  room.wake();
}

/** Only after the commit; a flag that could not be set costs nothing. */
async function markSeen({ options, client, timing }: Reader, fetched: readonly FetchedMail[]): Promise<void> {
  if (!options.markSeen || fetched.length === 0) return;
  await withDeadline(client, timing.commandMs, () => client.messageFlagsAdd(fetched.map(({ head }) => head.uid).join(','), ['\\Seen'], { uid: true, silent: true }));
}

/** What can show who sent mails of a folder; null: they are history. Whose word counts is looked up each time: somebody may have changed it. */
async function arrivalOf({ room, accountId, channel, providersServers }: Reader, { role }: MailboxFolder, isLive: boolean): Promise<Arrival | null> {
  const delivered = isLive ? await deliveredTo({ room, accountId, channel, providersServers }) : null;
  return role === 'sent' ? { kind: 'sent-folder', delivered } : delivered;
}

async function deliveredTo({ room, accountId, channel, providersServers }: Pick<Reader, 'room' | 'accountId' | 'channel' | 'providersServers'>): Promise<DeliveredMail> {
  const named = await room.database.withAccount(accountId, (tx) => findTrustedServers(tx, actOf({ room, accountId }), [channel.id]));
  return { kind: 'delivered', trustedServers: [...named, ...providersServers], client: null };
}

function asIncoming({ room }: Reader, folder: MailboxFolder, { head, raw, isWhole }: FetchedMail, { isBackfill, arrival }: { isBackfill: boolean; arrival: Arrival | null }): IncomingMail {
  const nowMs = room.clock.nowMs();
  return {
    copyKey: copyKeyOf(folder, head.uid), raw, sha256: sha256Of(raw), folder: folder.folder, copyFlags: head.flags,
    ...(arrival && { arrival }),
    unreadable: isWhole ? null : { code: 'too-large', safeText: `The mail has ${head.size} bytes by its server's word; only its beginning is kept.` },
    timeOf: (mail) => messageTimeFromMailbox(mail, { internalDate: head.internalDate, role: folder.role, isBackfill }, nowMs),
  };
}

/** Marks as done what needs no fetching. */
async function finishHeads(reader: Reader, folder: MailboxFolder, heads: readonly MailHead[]): Promise<void> {
  if (heads.length === 0) return;
  const { room, accountId, channel } = reader;
  await room.database.withAccount(accountId, (tx) => finishUids(tx, actOf(reader), channel.id, folder.folder, {
    uidValidity: folder.uidValidity, ranges: uidSetOf(heads.map(({ uid }) => [uid, uid])), waited: heads.length, waitedInBackfill: heads.filter(({ uid }) => uid < folder.liveFromUid).length,
  }));
}

/** Counts a failure of these mails. True where there were none. */
function strikeAll({ memory }: Reader, folder: MailboxFolder, uids: readonly number[], weight: number): boolean {
  for (const uid of uids) {
    const key = copyKeyOf(folder, uid);
    memory.strikes.set(key, (memory.strikes.get(key) ?? 0) + weight);
  }
  return uids.length === 0;
}

/** Mails that the server lists and does not give go into quarantine, without their bytes, and are asked for no more. Gives which. */
async function setAside(reader: Reader, folder: MailboxFolder, uids: readonly number[]): Promise<number[]> {
  const given = uids.filter((uid) => (reader.memory.strikes.get(copyKeyOf(folder, uid)) ?? 0) >= strikesMax);
  if (given.length === 0) return [];
  const raw = new Uint8Array(0);
  await store(reader, folder, given.map((uid): IncomingMail => ({
    copyKey: copyKeyOf(folder, uid), raw, sha256: sha256Of(raw), folder: folder.folder, copyFlags: [],
    unreadable: { code: 'not-fetched', safeText: `The mail server lists this mail (folder ${folder.folder}, UID ${uid}) and does not give it.` },
    timeOf: () => { throw new Error('a mail without bytes has no time'); },
  })), true);
  return given;
}

function* groupsOf(heads: readonly MailHead[], isCareful: boolean): Generator<MailHead[]> {
  let group: MailHead[] = [];
  let bytes = 0;
  for (const head of heads) {
    if (group.length > 0 && (isCareful || group.length >= groupMailsMax || bytes + head.size > groupBytesMax)) {
      yield group;
      group = [];
      bytes = 0;
    }
    group.push(head);
    bytes += head.size;
  }
  if (group.length > 0) yield group;
}

/** INTERNALDATE has no fractions of a second. */
const graceMs = 2_000;

function isSince({ internalDate }: MailHead, since: string | null): boolean {
  return since !== null && internalDate !== null && Date.parse(internalDate) >= Date.parse(since) - graceMs;
}

function isTooOld({ internalDate }: MailHead, since: string | null): boolean {
  return since !== null && internalDate !== null && Date.parse(internalDate) < Date.parse(since);
}

function uidOf(copyKey: string): number {
  return Number(copyKey.slice(copyKey.lastIndexOf(':') + 1));
}
