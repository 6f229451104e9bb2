import { anyDay } from '../figures/figure-selection.ts';
import type { FigureGroup } from '../figures/figure-groups.ts';
import type { LogContext } from '../log/log-context.ts';
import { messageConditions } from '../log/message-selection.ts';
import { messageBits } from '../log/traits.ts';
import type { Dictionaries } from './dictionaries.ts';
import type { FilterSets } from './filter-sets.ts';
import { spanJudge } from './judge-spans.ts';
import { rangeOf, selectConversations, type Range } from './select-conversations.ts';
import type { MessageWindow } from './select-parties.ts';
import { positionsOf, selectMessages, type Directions } from './select-messages.ts';
import type { Segment } from './segment.ts';
import { instantsOf } from './instants-of.ts';
import { creditedFlag, receivedFlag, sentFlag } from './trait-codes.ts';

/** The rows of a group that count, in one segment: positions from `first` up to before `end` at which `isCounted` is 1. */
export interface GroupRows {
  readonly segment: Segment;
  readonly group: FigureGroup;
  readonly first: number;
  readonly end: number;
  readonly isCounted: Uint8Array;
  /** What figures ask of the row (`trait-codes.ts`). */
  readonly codeOf: (at: number) => number;
  /** Null: the group has no spans. */
  readonly spans: { readonly business: Int32Array; readonly raw: Int32Array; readonly bucket: Int16Array } | null;
}

/**
 * Whose rows count: the filter's messages of the period, and conversations of the period that hold a message that the filter selects, of whatever day. As `heldMessages` of the statement over the facts has it.
 */
export function groupRows(segment: Segment, groups: readonly FigureGroup[], context: LogContext, sets: FilterSets, dictionaries: Dictionaries): GroupRows[] {
  const { messages, conversations } = segment;
  const range = rangeOf(context.range);
  const [first, end] = positionsOf(segment, range);
  const passes = selectConversations(conversations, context, sets);
  const isSelective = messageConditions(anyDay(context)).length > 0;
  // Where nothing selects messages, those of other days are not asked for; else those are whose conversation may count in the period.
  const candidates = isSelective ? within(segment, range, passes) : new Uint8Array(conversations.count);
  const window = selectMessages(segment, context, sets, dictionaries, passes, candidates, [first, end]);
  const { selected, directions } = window;
  const held = isSelective ? holding(segment, window) : passes;
  return groups.map((group) => (group.name === 'messages'
    ? { segment, group, first, end, isCounted: selected, codeOf: messageCodes(segment, context, directions), spans: messages }
    : { segment, group, first: 0, end: conversations.count, isCounted: ofPeriod(instantsOf(segment, group.name), range, held), ...conversationCodes(segment, group.name, context, dictionaries, sets.party.always) }));
}

/** By ordinal, 1 for conversations that pass and began, were answered or ended in the range. */
function within({ conversations }: Segment, { from, before }: Range, passes: Uint8Array): Uint8Array {
  const candidates = new Uint8Array(conversations.count);
  for (const instants of [conversations.startedAt, conversations.firstReplyAt, conversations.endedAt]) {
    for (let at = 0; at < passes.length; at += 1) if (passes[at] === 1 && instants[at]! >= from && instants[at]! < before) candidates[at] = 1;
  }
  return candidates;
}

/** By ordinal, 1 for conversations with a selected message. */
function holding({ messages: { conversation }, conversations }: Segment, { selected, low, high }: MessageWindow): Uint8Array {
  const held = new Uint8Array(conversations.count);
  for (let at = low; at < high; at += 1) if (selected[at] === 1) held[conversation[at]!] = 1;
  return held;
}

function ofPeriod(instants: Float64Array, { from, before }: Range, held: Uint8Array): Uint8Array {
  const counted = new Uint8Array(held.length);
  // No instant is within no range.
  for (let at = 0; at < held.length; at += 1) if (held[at] === 1 && instants[at]! >= from && instants[at]! < before) counted[at] = 1;
  return counted;
}

const judgedBits = messageBits.included | messageBits.timed;

/** Rows that no metric counts have no band, no goal. */
function messageCodes({ messages: { traits, business, at: instants } }: Segment, { goals }: LogContext, directions: Directions | null): (at: number) => number {
  const judge = spanJudge(goals, 'overall');
  const code = (at: number): number => ((traits[at]! & judgedBits) === judgedBits ? traits[at]! | judge(business[at]!, instants[at]!) : traits[at]!);
  if (directions === null) return code;
  const { sent, received } = directions;
  return (at) => code(at) | (sent[at] === 1 ? sentFlag : 0) | (received[at] === 1 ? receivedFlag : 0);
}

function conversationCodes({ conversations }: Segment, name: FigureGroup['name'], { goals, party }: LogContext, { agents }: Dictionaries, members: Uint8Array): Pick<GroupRows, 'codeOf' | 'spans'> {
  const { traits, firstReplyAt, endedAt, initialBusiness, closeBusiness, firstReplyAgent, firstReplySender } = conversations;
  if (name === 'conversations') return { codeOf: (at) => traits[at]!, spans: null };
  if (name === 'close') {
    const judge = spanJudge(goals, 'close');
    return { codeOf: (at) => traits[at]! | judge(closeBusiness[at]!, endedAt[at]!), spans: { business: closeBusiness, raw: conversations.closeRaw, bucket: conversations.closeBucket } };
  }
  const judge = spanJudge(goals, 'firstReply');
  const code = (at: number): number => traits[at]! | judge(initialBusiness[at]!, firstReplyAt[at]!);
  const spans = { business: initialBusiness, raw: conversations.initialRaw, bucket: conversations.initialBucket };
  if (party.kind !== 'agents') return { codeOf: code, spans };
  const theirs = agents.bitmap(party.agentIds);
  return { codeOf: (at) => code(at) | (theirs[firstReplyAgent[at]!] === 1 || members[firstReplySender[at]!] === 1 ? creditedFlag : 0), spans };
}
