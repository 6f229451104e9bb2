import { noId, noInstant, noSmall, noWhole } from './read-columns.ts';

/** Codes of roles, in two bits of a party. */
export const roles = ['from', 'to', 'cc', 'bcc'] as const;
export type Role = (typeof roles)[number];

/** Facts of messages, ordered by instant and id. Codes are those of the account's dictionaries; 0: none. */
export interface MessageColumns {
  readonly count: number;
  readonly at: Float64Array;
  readonly id: Float64Array;
  /** The ordinal of its conversation in this segment. */
  readonly conversation: Int32Array;
  readonly agent: Uint16Array;
  readonly channel: Uint16Array;
  /** Code of an address. */
  readonly sender: Int32Array;
  readonly traits: Int16Array;
  readonly bucket: Int16Array;
  readonly business: Int32Array;
  readonly raw: Int32Array;
  /** The parties of message m stand in `party` from `partyStart[m]` up to before `partyStart[m + 1]`. */
  readonly partyStart: Uint32Array;
  /** Four times the code of the address, and the role. */
  readonly party: Uint32Array;
}

/** Facts of conversations, ordered by id. */
export interface ConversationColumns {
  readonly count: number;
  readonly id: Float64Array;
  /** 0: its facts have changed or gone since; they are no more here. */
  readonly isAlive: Uint8Array;
  readonly channel: Uint16Array;
  readonly traits: Int16Array;
  readonly startedAt: Float64Array;
  readonly firstReplyAt: Float64Array;
  readonly endedAt: Float64Array;
  readonly waitingSince: Float64Array;
  readonly lastTouchAt: Float64Array;
  readonly firstReplyAgent: Uint16Array;
  readonly firstReplySender: Int32Array;
  readonly initialBusiness: Int32Array;
  readonly initialRaw: Int32Array;
  readonly initialBucket: Int16Array;
  readonly closeBusiness: Int32Array;
  readonly closeRaw: Int32Array;
  readonly closeBucket: Int16Array;
  readonly touches: Int32Array;
  readonly nudges: Int32Array;
}

/** Whole conversations: what is counted of a segment adds up with what is counted of the others. */
export interface Segment { readonly messages: MessageColumns; readonly conversations: ConversationColumns }

export function newMessages(count: number, parties: number): MessageColumns {
  return {
    count, at: new Float64Array(count), id: new Float64Array(count), conversation: new Int32Array(count), agent: new Uint16Array(count), channel: new Uint16Array(count), sender: new Int32Array(count),
    traits: new Int16Array(count), bucket: new Int16Array(count), business: new Int32Array(count), raw: new Int32Array(count), partyStart: new Uint32Array(count + 1), party: new Uint32Array(parties),
  };
}

export function newConversations(count: number): ConversationColumns {
  const [doubles, wholes, shorts, codes] = [() => new Float64Array(count), () => new Int32Array(count), () => new Int16Array(count), () => new Uint16Array(count)];
  return {
    count, id: doubles(), isAlive: new Uint8Array(count).fill(1), channel: codes(), traits: shorts(), startedAt: doubles(), firstReplyAt: doubles(), endedAt: doubles(), waitingSince: doubles(), lastTouchAt: doubles(),
    firstReplyAgent: codes(), firstReplySender: wholes(), initialBusiness: wholes(), initialRaw: wholes(), initialBucket: shorts(), closeBusiness: wholes(), closeRaw: wholes(), closeBucket: shorts(),
    touches: wholes(), nudges: wholes(),
  };
}

/** Of all its columns. */
export function bytesOf({ messages, conversations }: Segment): number {
  return [...Object.values(messages), ...Object.values(conversations)].reduce<number>((sum, column) => sum + (typeof column === 'number' ? 0 : (column as ArrayBufferView).byteLength), 0);
}

/** What so many rows will take. */
export function bytesFor(counts: { readonly messages: number; readonly parties: number; readonly conversations: number }): number {
  const each = (of: (count: number) => object): number => Object.values(of(1)).reduce<number>((sum, column) => sum + (typeof column === 'number' ? 0 : (column as ArrayBufferView).byteLength), 0);
  return counts.messages * (each((count) => newMessages(count, 0)) - 4) + counts.parties * 4 + counts.conversations * each(newConversations);
}

/** The ordinal of the conversation; -1 where the segment does not know it. */
export function ordinalOf({ id, count }: ConversationColumns, wanted: number): number {
  let [low, high] = [0, count - 1];
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = id[middle]!;
    if (found === wanted) return middle;
    if (found < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** Takes these conversations and their messages out: nothing of their facts stays in memory but that there was an id. How many messages went. */
export function dropConversations({ messages, conversations }: Segment, ids: Iterable<number>): number {
  const gone = new Uint8Array(conversations.count);
  let isAny = false;
  for (const id of ids) {
    const ordinal = ordinalOf(conversations, id);
    if (ordinal < 0 || conversations.isAlive[ordinal] === 0) continue;
    gone[ordinal] = 1;
    isAny = true;
    wipeConversation(conversations, ordinal);
  }
  if (!isAny) return 0;
  let count = 0;
  for (let at = 0; at < messages.count; at += 1) {
    if (gone[messages.conversation[at]!] === 0) continue;
    wipeMessage(messages, at);
    count += 1;
  }
  return count;
}

function wipeConversation(columns: ConversationColumns, ordinal: number): void {
  for (const column of [columns.isAlive, columns.channel, columns.traits, columns.firstReplyAgent, columns.firstReplySender, columns.touches, columns.nudges]) column[ordinal] = 0;
  for (const column of [columns.startedAt, columns.firstReplyAt, columns.endedAt, columns.waitingSince, columns.lastTouchAt]) column[ordinal] = noInstant;
  for (const column of [columns.initialBusiness, columns.initialRaw, columns.closeBusiness, columns.closeRaw]) column[ordinal] = noWhole;
  for (const column of [columns.initialBucket, columns.closeBucket]) column[ordinal] = noSmall;
}

/** Its place in time stays, or the others could not be found by theirs: it takes that of the message before it. */
function wipeMessage(columns: MessageColumns, at: number): void {
  columns.at[at] = at === 0 ? -Infinity : columns.at[at - 1]!;
  columns.id[at] = noId;
  for (const column of [columns.agent, columns.channel, columns.sender, columns.traits]) column[at] = 0;
  columns.bucket[at] = noSmall;
  for (const column of [columns.business, columns.raw]) column[at] = noWhole;
  columns.party.fill(0, columns.partyStart[at], columns.partyStart[at + 1]);
}
