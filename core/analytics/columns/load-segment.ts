import { sql, type Sql, type Tx } from '#storage/index.ts';
import type { Dictionaries } from './dictionaries.ts';
import { readColumns } from './read-columns.ts';
import { newConversations, newMessages, ordinalOf, roles, type ConversationColumns, type MessageColumns, type Segment } from './segment.ts';
import { sortedOrder } from './sorted-order.ts';

/** Rows that one statement hands over. */
const rowsAtOnce = 50_000;

export interface SegmentCounts { readonly messages: number; readonly parties: number; readonly conversations: number }

/** How many rows the account's columns would have; `parties` counts also those of messages without facts. */
export async function countRows(tx: Tx): Promise<SegmentCounts> {
  return tx.one(sql<SegmentCounts>`
    SELECT (SELECT count(*) FROM message_facts WHERE account_id = ${tx.accountId}) AS messages, (SELECT count(*) FROM message_parties WHERE account_id = ${tx.accountId}) AS parties,
      (SELECT count(*) FROM conversation_facts WHERE account_id = ${tx.accountId}) AS conversations`);
}

/** The facts of these conversations, or of all, as columns. Throws `UnfitFacts` where they do not fit into them. */
export async function loadSegment(tx: Tx, dictionaries: Dictionaries, ids: readonly number[] | null): Promise<Segment> {
  const conversations = await loadConversations(tx, dictionaries, ids);
  const messages = await loadMessages(tx, dictionaries, ids, conversations);
  return { conversations, messages: await loadParties(tx, dictionaries, messages, ids === null) };
}

/** The account has facts that columns cannot hold. */
export class UnfitFacts extends Error {}

function ofConversations(ids: readonly number[] | null): Sql {
  return ids === null ? sql`true` : sql`f.conversation_id = ANY(${[...ids]}::bigint[])`;
}

const conversationKinds = {
  id: 'id', channel: 'id', traits: 'small', startedAt: 'instant', firstReplyAt: 'instant', endedAt: 'instant', waitingSince: 'instant', lastTouchAt: 'instant', firstReplyAgent: 'id', firstReplySender: 'id',
  initialBusiness: 'whole', initialRaw: 'whole', initialBucket: 'small', closeBusiness: 'whole', closeRaw: 'whole', closeBucket: 'small', touches: 'whole', nudges: 'whole',
} as const;

async function loadConversations(tx: Tx, { agents, channels, addresses }: Dictionaries, ids: readonly number[] | null): Promise<ConversationColumns> {
  const { count } = await tx.one(sql<{ count: number }>`SELECT count(*) AS count FROM conversation_facts f WHERE f.account_id = ${tx.accountId} AND ${ofConversations(ids)}`);
  const all = newConversations(count);
  let last = 0;
  for (let filled = 0; filled < count;) {
    const { count: found, columns } = await readColumns(tx, conversationKinds, sql`
      SELECT f.conversation_id AS id, f.channel_id AS channel, f.traits, f.started_at AS "startedAt", f.first_reply_at AS "firstReplyAt", f.ended_at AS "endedAt", f.waiting_since AS "waitingSince",
        f.last_touch_at AS "lastTouchAt", f.first_reply_agent_id AS "firstReplyAgent", f.first_reply_sender_id AS "firstReplySender", f.initial_reply_business AS "initialBusiness", f.initial_reply_raw AS "initialRaw",
        f.initial_bucket AS "initialBucket", f.close_mail_business AS "closeBusiness", f.close_mail_raw AS "closeRaw", f.close_bucket AS "closeBucket", f.touches, f.nudges
      FROM conversation_facts f WHERE f.account_id = ${tx.accountId} AND f.conversation_id > ${last} AND ${ofConversations(ids)} ORDER BY f.conversation_id LIMIT ${rowsAtOnce}`);
    if (found === 0) break;
    for (const name of ['id', 'traits', 'startedAt', 'firstReplyAt', 'endedAt', 'waitingSince', 'lastTouchAt', 'initialBusiness', 'initialRaw', 'initialBucket', 'closeBusiness', 'closeRaw', 'closeBucket', 'touches', 'nudges'] as const) {
      all[name].set(columns[name], filled);
    }
    for (let at = 0; at < found; at += 1) {
      all.channel[filled + at] = narrow(channels.add(columns.channel[at]!));
      all.firstReplyAgent[filled + at] = narrow(agents.add(columns.firstReplyAgent[at]!));
      all.firstReplySender[filled + at] = addresses.add(columns.firstReplySender[at]!);
    }
    last = columns.id[found - 1]!;
    filled += found;
  }
  return all;
}

const codesMax = 65_535;

function narrow(code: number): number {
  if (code > codesMax) throw new UnfitFacts(`more than ${codesMax} agents or channels`);
  return code;
}

const messageKinds = { at: 'instant', id: 'id', conversation: 'id', agent: 'id', channel: 'id', sender: 'id', traits: 'small', bucket: 'small', business: 'whole', raw: 'whole' } as const;

/** Without their parties. */
async function loadMessages(tx: Tx, { agents, channels, addresses }: Dictionaries, ids: readonly number[] | null, conversations: ConversationColumns): Promise<MessageColumns> {
  const { count } = await tx.one(sql<{ count: number }>`SELECT count(*) AS count FROM message_facts f WHERE f.account_id = ${tx.accountId} AND ${ofConversations(ids)}`);
  const all = newMessages(count, 0);
  let last: { readonly at: string; readonly id: number } | null = null;
  for (let filled = 0; filled < count;) {
    const after: Sql = last === null ? sql`true` : sql`f.at >= ${last.at}::timestamptz AND (f.at, f.message_id) > (${last.at}::timestamptz, ${last.id}::bigint)`;
    const rows = sql`
      SELECT f.at, f.message_id AS id, f.conversation_id AS conversation, f.agent_id AS agent, f.channel_id AS channel, f.sender_id AS sender, f.traits, f.bucket, f.span_business AS business, f.span_raw AS raw
      FROM message_facts f WHERE f.account_id = ${tx.accountId} AND ${after} AND ${ofConversations(ids)} ORDER BY f.at, f.message_id LIMIT ${rowsAtOnce}`;
    const { count: found, columns } = await readColumns(tx, messageKinds, rows);
    if (found === 0) break;
    for (const name of ['at', 'id', 'traits', 'bucket', 'business', 'raw'] as const) all[name].set(columns[name], filled);
    for (let at = 0; at < found; at += 1) {
      const ordinal = ordinalOf(conversations, columns.conversation[at]!);
      if (ordinal < 0) throw new UnfitFacts('facts of a message without those of its conversation');
      all.conversation[filled + at] = ordinal;
      all.agent[filled + at] = narrow(agents.add(columns.agent[at]!));
      all.channel[filled + at] = narrow(channels.add(columns.channel[at]!));
      all.sender[filled + at] = addresses.add(columns.sender[at]!);
    }
    filled += found;
    const id = columns.id[found - 1]!;
    // As the database has it, to the microsecond.
    last = { id, at: (await tx.one(sql<{ at: string }>`SELECT f.at::text AS at FROM message_facts f WHERE f.account_id = ${tx.accountId} AND f.message_id = ${id}`)).at };
  }
  return all;
}

/** Sender and recipients of each message; Reply-To is nobody's part. */
async function loadParties(tx: Tx, { addresses }: Dictionaries, messages: MessageColumns, isAll: boolean): Promise<MessageColumns> {
  const order = sortedOrder(messages.id);
  const found: { readonly position: Int32Array; readonly party: Uint32Array }[] = [];
  let total = 0;
  for (let from = 0; from < order.length; from += rowsAtOnce) {
    const some = order.subarray(from, from + rowsAtOnce);
    const ids = messages.id;
    const which = isAll ? sql`p.message_id BETWEEN ${ids[some[0]!]!} AND ${ids[some.at(-1)!]!}` : sql`p.message_id = ANY(${Array.from(some, (at) => ids[at]!)}::bigint[])`;
    const { count, columns } = await readColumns(tx, { message: 'id', role: 'small', address: 'id' }, sql`
      SELECT p.message_id AS message, array_position(${[...roles]}::text[], p.role) - 1 AS role, p.address_id AS address FROM message_parties p
      WHERE p.account_id = ${tx.accountId} AND ${which} AND p.role <> 'reply-to' ORDER BY p.message_id`);
    const position = new Int32Array(count);
    const party = new Uint32Array(count);
    let kept = 0;
    for (let at = 0, next = 0; at < count; at += 1) {
      const id = columns.message[at]!;
      while (next < some.length && ids[some[next]!]! < id) next += 1;
      // Mails without facts (drafts, filtered ones) lie between.
      if (next >= some.length || ids[some[next]!] !== id) continue;
      position[kept] = some[next]!;
      party[kept] = addresses.add(columns.address[at]!) * roles.length + columns.role[at]!;
      kept += 1;
    }
    total += kept;
    found.push({ position: position.subarray(0, kept), party: party.subarray(0, kept) });
  }
  return placed(messages, found, total);
}

function placed(messages: MessageColumns, found: readonly { readonly position: Int32Array; readonly party: Uint32Array }[], total: number): MessageColumns {
  const party = new Uint32Array(total);
  const { partyStart, count } = messages;
  for (const { position } of found) for (const at of position) partyStart[at + 1]! += 1;
  for (let at = 0; at < count; at += 1) partyStart[at + 1]! += partyStart[at]!;
  const next = partyStart.slice(0, count);
  for (const some of found) for (let at = 0; at < some.position.length; at += 1) party[next[some.position[at]!]!++] = some.party[at]!;
  return { ...messages, party };
}
