import { getEventHead } from '#core/events/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { requireSameAccount } from '../require-same-account.ts';
import { getConversationWithTimeline, type TimelinePlace } from './get-conversation-with-timeline.ts';
import { findActs, type TimelineAct } from './timeline-act.ts';
import type { TimelineMessage } from './timeline-message.ts';

export type TimelineEntry = ({ readonly type: 'message' } & TimelineMessage) | ({ readonly type: 'act' } & TimelineAct);

export interface Timeline {
  readonly conversationId: number;
  /** Oldest first: a page of messages and what was done between them. */
  readonly entries: readonly TimelineEntry[];
  /** The place to ask what was before from; null: this page begins with the beginning. */
  readonly earlier: TimelinePlace | null;
  /** The position in the event log that this stands for. */
  readonly position: number;
}

/** A page of a conversation's timeline: messages by key, newest page first, with the acts between them. */
export async function getTimeline(tx: Tx, act: Act, id: number, page: { before?: TimelinePlace | null; limit?: number } = {}): Promise<Timeline> {
  requirePermission(act, 'conversations.read');
  requireSameAccount(tx, act);
  const position = await getEventHead(tx);
  const { conversation, messages, earlier } = await getConversationWithTimeline(tx, act, id, page);
  const acts = await findActs(tx, conversation.id, { from: earlier?.at ?? null, to: page.before?.at ?? null });
  const entries: TimelineEntry[] = [...messages.map((message) => ({ type: 'message' as const, ...message })), ...acts.map((one) => ({ type: 'act' as const, ...one }))];
  // An act at the very moment of a message comes after it: it was its cause. Among themselves both keep their order.
  const order = entries.map((entry, at) => ({ entry, at, ms: Date.parse(entry.at) })).sort((a, b) => a.ms - b.ms || a.at - b.at);
  return { conversationId: conversation.id, entries: order.map(({ entry }) => entry), earlier, position };
}
