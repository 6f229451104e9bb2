import type { FigureGroup } from '../figures/figure-groups.ts';
import type { Segment } from './segment.ts';

/** When the rows of a group happened. */
export function instantsOf({ messages, conversations }: Segment, group: FigureGroup['name']): Float64Array {
  switch (group) {
    case 'messages': return messages.at;
    case 'conversations': return conversations.startedAt;
    case 'firstReply': return conversations.firstReplyAt;
    case 'close': return conversations.endedAt;
  }
}
