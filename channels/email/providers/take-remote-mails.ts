import { findTrustedServers, moveMailboxCursor, type MailboxAccess, type MailboxCursor } from '#core/channels/index.ts';
import { findHeldCopies } from '#core/conversations/index.ts';
import { crashPoint } from '#storage/index.ts';
import { trustedServersOf } from '../connect/providers.ts';
import { messageTimeFromMailbox } from '../imap/message-time.ts';
import { MailboxError } from '../imap/mailbox-error.ts';
import { actOf } from '../imap/reader.ts';
import type { Arrival } from '../prove/prove-sender.ts';
import { sha256Of, type IncomingMail } from '../take-in/incoming-mail.ts';
import { prepareMails } from '../take-in/prepare-mails.ts';
import { storeMails } from '../take-in/store-mails.ts';
import type { ChangesPage, RemoteMail } from './mail-provider.ts';
import type { ServiceReader } from './read-service-mailbox.ts';

/** One transaction holds so much at most, unless a single mail is larger. */
const groupBytesMax = 4 * 1024 * 1024;
const groupMailsMax = 50;

/** A mail that the service lists and does not give so often is set aside. */
const strikesMax = 3;
/** Where the service fails rather than refuses: that may be anybody's fault. */
const strikeOfFailure = 0.3;

const backfillDays = 30;
/** Clocks of two machines differ. */
const graceMs = 2_000;

/** Whose Authentication-Results count: what a service writes itself. */
const imapHostOf: Readonly<Partial<Record<string, string>>> = { gmail: 'imap.gmail.com', graph: 'outlook.office365.com' };

interface Fetched { readonly mail: RemoteMail; readonly raw: Uint8Array; readonly isWhole: boolean; readonly isGiven: boolean }

/**
 * Takes the mails of a page: what is held is passed over, the others are fetched, parsed and stored group by group. The mark moves in the transaction that stores the last group, so that a crash on the way has
 * the page asked for again, and what was stored of it is held by then.
 */
export async function takeRemoteMails(reader: ServiceReader, known: MailboxCursor, page: ChangesPage): Promise<void> {
  const { room, accountId, channel } = reader;
  const held = await room.database.withAccount(accountId, (tx) => findHeldCopies(tx, channel.id, page.mails.map((mail) => copyKeyOf(reader, mail))));
  const wanted = page.mails.filter((mail) => {
    const key = copyKeyOf(reader, mail);
    return !held.stored.has(key) && !held.quarantined.has(key) && (isLive(reader, mail) || !isTooOld(reader, mail));
  });
  const live = wanted.filter((mail) => isLive(reader, mail)).toSorted(byTime);
  const older = wanted.filter((mail) => !isLive(reader, mail)).toSorted(byTime);
  for (const mails of [live, older]) {
    for (let at = 0; at < mails.length;) {
      if (reader.signal.aborted) return;
      const group = await fetchGroup(reader, mails.slice(at, at + groupMailsMax));
      await store(reader, known, group.fetched, { isBackfill: mails === older });
      at += group.taken;
    }
  }
  if (reader.signal.aborted) return;
  // All of it is stored; the mark alone.
  await room.database.withAccount(accountId, (tx) => moveMailboxCursor(tx, actOf(reader), channel.id, known.folder, { from: known.cursor, to: page.cursor, isComplete: page.isComplete }));
}

/** As many of these as fit into one transaction; those that are gone by now count as taken. */
async function fetchGroup(reader: ServiceReader, mails: readonly RemoteMail[]): Promise<{ fetched: Fetched[]; taken: number }> {
  const fetched: Fetched[] = [];
  let bytes = 0;
  let taken = 0;
  for (const mail of mails) {
    if (taken > 0 && bytes >= groupBytesMax) break;
    taken += 1;
    const given = await fetchOne(reader, mail);
    if (given === null) continue;
    fetched.push(given);
    bytes += given.raw.byteLength;
  }
  crashPoint('mail-fetched');
  return { fetched, taken };
}

async function fetchOne({ memory, mailbox, ...reader }: ServiceReader, mail: RemoteMail): Promise<Fetched | null> {
  const key = copyKeyOf(reader, mail);
  if ((memory.strikes.get(key) ?? 0) >= strikesMax) return { mail, raw: new Uint8Array(0), isWhole: false, isGiven: false };
  try {
    const given = await mailbox.fetch(mail.id);
    return given && { mail, ...given, isGiven: true };
  } catch (error) {
    // Its page was given a moment ago, so the service is there: it may be this mail. A service that asks for patience says nothing about it.
    const isRefusal = error instanceof MailboxError && error.retryAfterMs === undefined;
    memory.strikes.set(key, (memory.strikes.get(key) ?? 0) + (isRefusal ? 1 : strikeOfFailure));
    throw error;
  }
}

async function store(reader: ServiceReader, known: MailboxCursor, fetched: readonly Fetched[], { isBackfill }: { isBackfill: boolean }): Promise<void> {
  if (fetched.length === 0) return;
  const { room, channel, memory } = reader;
  const act = actOf(reader, isBackfill ? 'backfill' : 'live');
  const arrival = isBackfill ? null : await arrivalOf(reader, known);
  const incoming = fetched.map((one) => asIncoming(reader, known, one, { isBackfill, arrival }));
  await reader.gate(async () => {
    const prepared = await prepareMails({ database: room.database, files: room.files, pool: room.pool(), verifier: room.verifier() }, act, channel.id, incoming);
    await storeMails(room.database, act, [channel], prepared, {
      batchId: null,
      // The mark stays until the page is done; its row's lock makes two readers of one folder agree.
      alongside: (tx, part) => moveMailboxCursor(tx, act, channel.id, known.folder, { from: known.cursor, to: known.cursor, isComplete: false, stored: part.stored, quarantined: part.quarantined }),
    });
  });
  memory.failures = 0;
  for (const { copyKey } of incoming) memory.strikes.delete(copyKey);
  room.wake();
}

function asIncoming(reader: ServiceReader, known: MailboxCursor, { mail, raw, isWhole, isGiven }: Fetched, { isBackfill, arrival }: { isBackfill: boolean; arrival: Arrival | null }): IncomingMail {
  const nowMs = reader.room.clock.nowMs();
  return {
    copyKey: copyKeyOf(reader, mail), raw, sha256: sha256Of(raw), folder: known.folder, copyFlags: mail.flags,
    ...(arrival && { arrival }),
    unreadable: isWhole ? null : isGiven ? { code: 'too-large', safeText: 'The mail is larger than what is read; only its beginning is kept.' }
      : { code: 'not-fetched', safeText: `The mail service lists this mail (folder ${known.folder}) and does not give it.` },
    timeOf: (parsed) => messageTimeFromMailbox(parsed, { internalDate: mail.receivedAt, role: known.role, isBackfill }, nowMs),
  };
}

/** What can show who sent mails of a folder. Whose word counts is looked up each time: somebody may have changed it. */
async function arrivalOf({ room, accountId, channel, access }: ServiceReader, { role }: MailboxCursor): Promise<Arrival> {
  const named = await room.database.withAccount(accountId, (tx) => findTrustedServers(tx, actOf({ room, accountId }), [channel.id]));
  const delivered: Arrival = { kind: 'delivered', trustedServers: [...named, ...trustedServersOf(imapHostOf[access.protocol] ?? '')], client: null };
  return role === 'sent' ? { kind: 'sent-folder', delivered } : delivered;
}

/** What names a mail stays where it is moved between folders, so one mail of a mailbox is one copy. */
function copyKeyOf({ access }: Pick<ServiceReader, 'access'>, { id, key = id }: RemoteMail): string {
  return `${access.protocol}:${access.remoteUser}:${key}`;
}

function isLive({ access }: Pick<ServiceReader, 'access'>, { receivedAt }: RemoteMail): boolean {
  return receivedAt !== null && Date.parse(receivedAt) >= Date.parse(access.connectedAt) - graceMs;
}

function isTooOld({ access }: Pick<ServiceReader, 'access'>, { receivedAt }: RemoteMail): boolean {
  const since = sinceOf(access);
  return since !== null && receivedAt !== null && Date.parse(receivedAt) < Date.parse(since);
}

/** Mail from here on is wanted; null: all of it. */
export function sinceOf({ backfill, connectedAt }: Pick<MailboxAccess, 'backfill' | 'connectedAt'>): string | null {
  if (backfill === 'all') return null;
  return new Date(Date.parse(connectedAt) - graceMs - (backfill === '30d' ? backfillDays * 86_400_000 : 0)).toISOString();
}

function byTime(a: RemoteMail, b: RemoteMail): number {
  return (Date.parse(a.receivedAt ?? '') || 0) - (Date.parse(b.receivedAt ?? '') || 0);
}
