import type { StoredEvent } from '#core/events/index.ts';
import type { LiveChange, ServerMessage } from './live-message.ts';

/** By the batch that all followers of an account are handed, then by which of its events a reader is told of. */
const made = new WeakMap<readonly StoredEvent[], Map<string, Buffer>>();

/** The bytes of `changes` for a reader who is told of these events of a batch: written once for all who are told of the same. */
export function changesFrame(events: readonly StoredEvent[], isTold: readonly boolean[]): Buffer {
  const frames = made.get(events) ?? new Map<string, Buffer>();
  made.set(events, frames);
  const key = isTold.map(Number).join('');
  const there = frames.get(key);
  if (there) return there;
  const frame = Buffer.from(JSON.stringify({ type: 'changes', position: events.at(-1)!.position, changes: events.filter((_, at) => isTold[at]).map(changeOf) } satisfies ServerMessage));
  frames.set(key, frame);
  return frame;
}

function changeOf({ position, type, conversationId, messageId, actorKind, actorId, happenedAt, data }: StoredEvent): LiveChange {
  return { position, type, conversationId, messageId, userId: actorKind === 'user' ? actorId : null, at: happenedAt, data };
}
