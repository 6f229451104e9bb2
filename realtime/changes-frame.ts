import type { StoredEvent } from '#core/events/index.ts';
import type { Permission } from '#core/kernel/index.ts';
import type { LiveChange } from './live-message.ts';
import { messageFrame } from './message-frame.ts';
import { maySee } from './may-see.ts';
import type { LiveCaller } from './ports.ts';

interface Batch {
  /** Not all who may do the same are told the same. */
  readonly isPersonal: boolean;
  readonly byPermissions: Map<ReadonlySet<Permission>, Buffer>;
  /** By which of the events a reader is told of. */
  readonly byTold: Map<string, Buffer>;
}

/** By the batch that all followers of an account are handed. */
const made = new WeakMap<readonly StoredEvent[], Batch>();

/** The frame of `changes` for a reader who knows what came up to `after`: made once for all who are told of the same. */
export function changesFrame(events: readonly StoredEvent[], reader: Pick<LiveCaller, 'userId' | 'permissions'>, after: number): Buffer {
  const batch = made.get(events) ?? { isPersonal: events.some(({ type }) => type.startsWith('notification.')), byPermissions: new Map(), byTold: new Map() };
  made.set(events, batch);
  const isShared = !batch.isPersonal && after < events[0]!.position;
  const there = isShared ? batch.byPermissions.get(reader.permissions) : undefined;
  if (there) return there;
  const isTold = events.map((event) => event.position > after && maySee(event, reader));
  const key = isTold.map(Number).join('');
  const frame = batch.byTold.get(key) ?? messageFrame({ type: 'changes', position: events.at(-1)!.position, changes: events.filter((_, at) => isTold[at]).map(changeOf) });
  batch.byTold.set(key, frame);
  if (isShared) batch.byPermissions.set(reader.permissions, frame);
  return frame;
}

function changeOf({ position, type, conversationId, messageId, actorKind, actorId, happenedAt, data }: StoredEvent): LiveChange {
  return { position, type, conversationId, messageId, userId: actorKind === 'user' ? actorId : null, at: happenedAt, data };
}
