import { isDealFilter } from '../log/deal-conditions.ts';
import type { InstantRange } from '../log/local-days.ts';
import type { LogContext } from '../log/log-context.ts';
import type { ReplyPresence } from '../log/log-filter.ts';
import { conversationBits, statuses, types } from '../log/traits.ts';
import type { FilterSets } from './filter-sets.ts';
import { ordinalOf, type ConversationColumns } from './segment.ts';

/** Epoch milliseconds, half-open; infinite where there is no bound. */
export interface Range { readonly from: number; readonly before: number }

export function rangeOf({ from, before }: InstantRange): Range {
  return { from: from === null ? -Infinity : Date.parse(from), before: before === null ? Infinity : Date.parse(before) };
}

/** By ordinal, 1 where the conversation passes the filter's conversation parts: what `conversation-conditions.ts` asks of a row. */
export function selectConversations(columns: ConversationColumns, { filter, lastTouch }: LogContext, sets: FilterSets): Uint8Array {
  const passes = columns.isAlive.slice();
  const { count, traits, initialBusiness, closeBusiness, waitingSince, nudges, touches, lastTouchAt } = columns;
  // One loop for each condition: the loop that asks all of them by closures is four times as slow.
  const keep = (isKept: (at: number) => boolean): void => {
    for (let at = 0; at < count; at += 1) if (passes[at] === 1 && !isKept(at)) passes[at] = 0;
  };
  if (filter.threadTypes?.length) {
    const mask = maskOf(types, filter.threadTypes);
    keep((at) => ((1 << (traits[at]! & 3)) & mask) !== 0);
  }
  if (filter.threadStatuses?.length) {
    const mask = maskOf(statuses, filter.threadStatuses);
    keep((at) => ((1 << ((traits[at]! >> 2) & 3)) & mask) !== 0);
  }
  if (filter.replies?.length) {
    const wanted = filter.replies;
    keep((at) => wanted.some((presence) => hasPresence(traits[at]!, presence)));
  }
  const { repliesOverSeconds, closedOverSeconds, noReplyForSeconds, nudgesMin, touchesMin } = filter;
  // What is null lies below every number that a filter may name.
  if (repliesOverSeconds !== undefined) keep((at) => initialBusiness[at]! > repliesOverSeconds);
  if (closedOverSeconds !== undefined) keep((at) => ((traits[at]! >> 2) & 3) === closed && closeBusiness[at]! > closedOverSeconds);
  if (noReplyForSeconds !== undefined) {
    const latest = Math.trunc(filter.nowMs - noReplyForSeconds * 1_000);
    keep((at) => waitingSince[at]! <= latest);
  }
  if (nudgesMin) keep((at) => nudges[at]! >= nudgesMin);
  if (touchesMin) keep((at) => touches[at]! >= touchesMin);
  if (lastTouch.from !== null || lastTouch.before !== null) {
    const { from, before } = rangeOf(lastTouch);
    keep((at) => lastTouchAt[at]! >= from && lastTouchAt[at]! < before);
  }
  for (const ids of [filter.search ? sets.searched : null, isDealFilter(filter.deal) ? sets.dealt : null]) {
    if (ids === null) continue;
    const among = ordinalsOf(columns, ids);
    keep((at) => among[at] === 1);
  }
  return passes;
}

const closed = statuses.indexOf('closed');

export function maskOf<Name>(names: readonly Name[], wanted: readonly Name[]): number {
  return names.reduce((mask, name, at) => (wanted.includes(name) ? mask | (1 << at) : mask), 0);
}

function hasPresence(traits: number, presence: ReplyPresence): boolean {
  switch (presence) {
    case 'has-replies': return (traits & conversationBits.replies) !== 0;
    case 'has-forwards': return (traits & conversationBits.forwards) !== 0;
    case 'has-neither': return (traits & (conversationBits.replies | conversationBits.forwards)) === 0;
  }
}

/** By ordinal, 1 for each of the ids. */
export function ordinalsOf(columns: ConversationColumns, ids: Iterable<number>): Uint8Array {
  const among = new Uint8Array(columns.count);
  for (const id of ids) {
    const ordinal = ordinalOf(columns, id);
    if (ordinal >= 0) among[ordinal] = 1;
  }
  return among;
}
