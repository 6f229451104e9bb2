import type { LogContext } from '../log/log-context.ts';
import { classes, types } from '../log/traits.ts';
import type { Dictionaries } from './dictionaries.ts';
import type { FilterSets } from './filter-sets.ts';
import { selectByParties, type MessageWindow } from './select-parties.ts';
import { maskOf, ordinalsOf, type Range } from './select-conversations.ts';
import type { Segment } from './segment.ts';

/** What a figure of a message asks of the filter's party: did it send, did it receive. 1 where it did, of messages that are selected. */
export interface Directions { readonly sent: Uint8Array; readonly received: Uint8Array }

export interface SelectedMessages extends MessageWindow { /** Null: by the message's type. */ readonly directions: Directions | null }

/**
 * Which messages pass the filter's message parts whatever their day: what `message-selection.ts` asks of a row. Looked at are those within the positions whose conversation passes, and of other days those of `candidates`; both by
 * ordinal of the conversation.
 */
export function selectMessages({ messages, conversations }: Segment, context: LogContext, sets: FilterSets, dictionaries: Dictionaries, passes: Uint8Array, candidates: Uint8Array, [first, end]: readonly [first: number, end: number]): SelectedMessages {
  const { filter } = context;
  const { count, conversation, traits, business, id } = messages;
  const selected = new Uint8Array(count);
  for (let at = 0; at < first; at += 1) selected[at] = candidates[conversation[at]!]!;
  for (let at = first; at < end; at += 1) selected[at] = passes[conversation[at]!]!;
  for (let at = end; at < count; at += 1) selected[at] = candidates[conversation[at]!]!;
  // Conversations of a month have most of their messages near it.
  let [low, high] = [0, count];
  while (low < high && selected[low] === 0) low += 1;
  while (high > low && selected[high - 1] === 0) high -= 1;
  const keep = (isKept: (at: number) => boolean): void => {
    for (let at = low; at < high; at += 1) if (selected[at] === 1 && !isKept(at)) selected[at] = 0;
  };
  if (sets.isNothing) selected.fill(0);
  if (filter.messageTypes?.length) {
    const mask = maskOf(types, filter.messageTypes);
    keep((at) => ((1 << (traits[at]! & 3)) & mask) !== 0);
  }
  if (filter.classifications?.length) {
    const mask = maskOf(classes, filter.classifications);
    keep((at) => ((1 << ((traits[at]! >> 2) & 7)) & mask) !== 0);
  }
  const { messageRepliesOverSeconds: over } = filter;
  if (over !== undefined) keep((at) => business[at]! > over);
  for (const { conversationIds, messageIds } of sets.labelled) {
    const among = ordinalsOf(conversations, conversationIds);
    keep(messageIds.size === 0 ? (at) => among[conversation[at]!] === 1 : (at) => among[conversation[at]!] === 1 || messageIds.has(id[at]!));
  }
  const bits = selectByParties({ messages, conversations }, context, sets, dictionaries, { selected, low, high });
  return { selected, low, high, directions: context.party.kind === 'agents' ? bits : null };
}

/** The first and the one after the last message of the range. */
export function positionsOf({ messages }: Segment, { from, before }: Range): readonly [first: number, end: number] {
  return [positionFrom(messages.at, from), positionFrom(messages.at, before)];
}

function positionFrom(instants: Float64Array, from: number): number {
  let [low, high] = [0, instants.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (instants[middle]! < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
