import { requirePermission, type Act } from '#core/kernel/index.ts';
import { appendEvents, type AppendedEvent } from '#core/events/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { ensureContacts } from '#core/contacts/index.ts';
import { discoverAgents } from '#core/people/index.ts';
import { loadOurSide, type OurSide } from '../our-side.ts';
import { ensureAddresses, insertCopies, insertMails, type CopyToInsert, type MailToInsert } from './insert-mails.ts';
import { applyReports } from '../outgoing/apply-reports.ts';
import { findVisitorMails } from './find-visitor-mails.ts';
import { findOwnMails } from '../outgoing/find-own-mails.ts';
import { lockMailThreads } from './lock-mail-threads.ts';
import { mergeAfterUnion } from './merge-after-union.ts';
import { moveThreads } from './move-threads.ts';
import { placeMails } from './place-mails.ts';
import { insertRawMails } from './raw-mails.ts';
import { threadKeys, type ReceivedMail } from './received-mail.ts';
import { isUnproved } from './sender-check.ts';
import { speaksFor } from './speaks-for.ts';
import { takeProof } from './take-proof.ts';

export interface ReceiveResult {
  /** Messages that are new. */
  readonly stored: number;
  /** Mails that were here already: this copy, this content, or deleted here before. */
  readonly alreadyHeld: number;
  /** copyKey -> message id, for every mail that is held (not for tombstones). */
  readonly messageOf: ReadonlyMap<string, number>;
}

/** Mails one transaction takes at most: locks are short, and a crash loses no more than this much work. */
export const receiveMailsMax = 250;

/**
 * From this size a batch plans its foreign key checks anew. PostgreSQL keeps their plans for as long as a connection lives; those made while
 * a table was nearly empty walk every index entry of the account for each check, until ANALYZE comes by. Measured on the first 600 mails
 * of a new database: 67 to 85 microseconds a check of messages and conversations, 12 with the right index, and growing with every mail.
 */
const replannedMin = 20;

/**
 * Takes mails of one channel, in any order, each once: same copy, same content and deleted mail are known. Raw bytes, message, parties,
 * attachments, threads, conversations and events are one transaction. Attachments' bytes are in the file store already.
 */
export async function receiveMails(
  tx: Tx, act: Act, channel: { readonly id: number; readonly isList: boolean }, mails: readonly ReceivedMail[], batchId: number | null = null,
): Promise<ReceiveResult> {
  requirePermission(act, 'imports.run');
  if (mails.length >= replannedMin) await tx.run(sql`DISCARD PLANS`);
  const keys = mails.map(threadKeys);
  const { threadOf, unions } = await lockMailThreads(tx, keys.flatMap(({ own, named, loose }) => [[own, ...named], ...loose.map((key) => [key])]));
  // From here on nobody else can take a mail of these threads: what is read now stays true until commit.
  const known = await findKnown(tx, channel.id, mails);
  for (const [hash, messageId] of await findOwnMails(tx, mails.filter((mail) => !known.contents.has(mail.contentHash)))) known.contents.set(hash, messageId);
  await insertRawMails(tx, mails.filter((mail) => !known.copies.has(mail.copyKey)));
  if (unions.length > 0) await moveThreads(tx, unions);
  const touched = new Set(unions.length > 0 ? await mergeAfterUnion(tx, act, unions.map((union) => union.into)) : []);

  const byContent = new Map<string, ReceivedMail>();
  for (const mail of mails) {
    if (known.copies.has(mail.copyKey) || known.contents.has(mail.contentHash) || known.tombstones.has(mail.contentHash)) continue;
    const twin = byContent.get(mail.contentHash);
    byContent.set(mail.contentHash, twin ? asOne(twin, mail) : mail);
  }
  const fresh = [...byContent.values()];
  const inserted = await storeFresh(tx, act, channel, fresh, threadOf, batchId, touched);
  const messageOf = new Map<string, number>();
  const idOfContent = new Map([...known.contents, ...inserted.map((entry) => [entry.mail.contentHash, entry.id] as const)]);
  const copies: CopyToInsert[] = [];
  for (const mail of mails) {
    const messageId = known.copies.get(mail.copyKey) ?? idOfContent.get(mail.contentHash);
    if (messageId === undefined) continue;
    messageOf.set(mail.copyKey, messageId);
    if (!known.copies.has(mail.copyKey)) copies.push({ messageId, mail });
  }
  await insertCopies(tx, act, channel.id, copies, batchId);
  const moved = await applyEarlierCopies(tx, act, copies.filter((copy) => known.contents.has(copy.mail.contentHash)), channel.id);
  for (const id of moved) touched.add(id);
  for (const id of await takeProof(tx, act, copies.filter((copy) => known.contents.has(copy.mail.contentHash)))) touched.add(id);
  for (const id of await applyReports(tx, act, inserted)) touched.add(id);
  if (touched.size > 0) await tx.rows(sql<object>`SELECT refresh_conversations(${tx.accountId}, ${[...touched]}::bigint[])`);
  return { stored: inserted.length, alreadyHeld: mails.length - inserted.length, messageOf };
}

/** Two copies of one mail in a batch: the better time counts, and the proof that one of them has of the same writer. */
function asOne(a: ReceivedMail, b: ReceivedMail): ReceivedMail {
  const [kept, other] = knowsTimeBetter(b, a) ? [b, a] : [a, b];
  return isUnproved(kept.verdict) && other.verdict && !isUnproved(other.verdict) && other.sender.address === kept.sender.address ? { ...kept, verdict: other.verdict } : kept;
}

/** A server's time counts before the Date header, the earlier one before the later; the rule of `applyEarlierCopies`. */
function knowsTimeBetter(mail: ReceivedMail, than: ReceivedMail): boolean {
  if (mail.atSource === 'date') return false;
  return than.atSource === 'date' || Date.parse(mail.at) < Date.parse(than.at);
}

interface Known { readonly copies: Map<string, number>; readonly contents: Map<string, number>; readonly tombstones: Set<string> }

async function findKnown(tx: Tx, channelId: number, mails: readonly ReceivedMail[]): Promise<Known> {
  const hashes = mails.map((mail) => mail.contentHash);
  const copies = await tx.rows(sql<{ copy_key: string; message_id: number }>`
    SELECT copy_key, message_id FROM message_copies
    WHERE account_id = ${tx.accountId} AND channel_id = ${channelId} AND copy_key = ANY(${mails.map((mail) => mail.copyKey)}::text[])`);
  const contents = await tx.rows(sql<{ content_hash: string; id: number }>`
    SELECT content_hash, id FROM messages WHERE account_id = ${tx.accountId} AND content_hash = ANY(${hashes}::text[])`);
  const tombstones = await tx.rows(sql<{ content_hash: string }>`
    SELECT content_hash FROM tombstones WHERE account_id = ${tx.accountId} AND content_hash = ANY(${hashes}::text[])`);
  return {
    copies: new Map(copies.map((row) => [row.copy_key, row.message_id])),
    contents: new Map(contents.map((row) => [row.content_hash, row.id])),
    tombstones: new Set([...tombstones.map((row) => row.content_hash), ...await findVisitorMails(tx, mails)]),
  };
}

async function storeFresh(
  tx: Tx, act: Act, channel: { readonly id: number; readonly isList: boolean }, read: readonly ReceivedMail[], threadOf: ReadonlyMap<string, number>,
  batchId: number | null, touched: Set<number>,
): Promise<MailToInsert[]> {
  if (read.length === 0) return [];
  const ours = await loadOurSide(tx);
  const fresh = channel.isList ? read : read.map((mail) => asWritten(mail, ours));
  const addressIds = await ensureAddresses(tx, fresh.flatMap((mail) => [mail.sender.address, ...mail.recipients.map((party) => party.address)]));
  const isOurs = (mail: ReceivedMail) => ours.isOurMail(mail.sender.address, Date.parse(mail.at), isUnproved(mail.verdict));
  const agents = await discoverAgents(tx, act, fresh.filter((mail) => isOurs(mail) && !mail.isAutomatic).map((mail) => mail.sender));
  const contacts = await ensureContacts(tx, act, fresh.filter((mail) => !isOurs(mail) && mail.sender.address !== '').map((mail) => mail.sender));
  const placed = await placeMails(tx, act, { channel, mails: fresh, threadOf, ours, addressIds, contacts, isImport: batchId !== null });
  const ids = await newMessageIds(tx, fresh.length);
  const inserts = placed.mails.map((entry, at): MailToInsert => ({
    id: ids[at]!, mail: entry.mail, conversationId: entry.conversationId, threadId: entry.threadId,
    direction: isOurs(entry.mail) ? 'outgoing' : 'incoming', agentId: isOurs(entry.mail) ? agents.get(entry.mail.sender.address) ?? null : null,
    isUnprovedOurs: !isOurs(entry.mail) && ours.isInternal(entry.mail.sender.address, Date.parse(entry.mail.at)),
  }));
  await insertMails(tx, act, channel.id, inserts, addressIds, batchId);
  for (const entry of inserts) if (!placed.opened.has(entry.conversationId)) touched.add(entry.conversationId);
  await appendEvents(tx, act, [
    ...placed.events,
    ...inserts.map((entry): AppendedEvent => ({
      event: { type: 'message.stored', conversationId: entry.conversationId, messageId: entry.id, data: { direction: entry.direction, channelId: channel.id } },
      happenedAt: entry.mail.at,
    })),
  ]);
  return inserts;
}

/** What shows who sent a mail shows nothing of somebody whom it speaks for. */
function asWritten(mail: ReceivedMail, ours: OurSide): ReceivedMail {
  const sender = speaksFor(mail, ours);
  return sender === null ? mail : { ...mail, sender, verdict: mail.verdict ? { ...mail.verdict, proof: 'none' } : null };
}

async function newMessageIds(tx: Tx, count: number): Promise<number[]> {
  const rows = await tx.rows(sql<{ id: number }>`SELECT nextval('messages_id_seq') AS id FROM generate_series(1, ${count})`);
  return rows.map((row) => row.id);
}

/**
 * A further copy may know better when the mail was first seen: the earliest server time wins over a later one and over the Date header.
 * Returns the conversations whose times moved.
 */
async function applyEarlierCopies(tx: Tx, act: Act, copies: readonly CopyToInsert[], channelId: number): Promise<number[]> {
  if (copies.length === 0) return [];
  const rows = copies.map(({ messageId, mail }) => ({ id: messageId, at: mail.at, at_source: mail.atSource }));
  const moved = await tx.rows(sql<{ id: number; conversation_id: number }>`
    UPDATE messages m SET at = r.at, at_source = r.at_source
    FROM (SELECT DISTINCT ON (id) * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id bigint, at timestamptz, at_source text)
          ORDER BY id, (at_source = 'date'), at) r
    WHERE m.account_id = ${tx.accountId} AND m.id = r.id AND r.at_source <> 'date'
      AND (m.at_source = 'date' OR r.at < m.at) AND (m.at, m.at_source) IS DISTINCT FROM (r.at, r.at_source)
    RETURNING m.id, m.conversation_id`);
  const movedIds = new Set(moved.map((row) => row.id));
  const held = await tx.rows(sql<{ id: number; conversation_id: number }>`
    SELECT id, conversation_id FROM messages WHERE account_id = ${tx.accountId} AND id = ANY(${rows.map((row) => row.id)}::bigint[])`);
  await appendEvents(tx, act, held.map((row) => ({
    type: 'message.copied' as const, conversationId: row.conversation_id, messageId: row.id, data: { channelId, timeMoved: movedIds.has(row.id) },
  })));
  return moved.map((row) => row.conversation_id);
}
