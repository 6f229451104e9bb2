import type { StoredEvent } from '#core/events/index.ts';
import type { RoomFollower } from '../live-hub.ts';
import { cableLimits } from './cable-limits.ts';
import type { Audience, CableCaller, CableFrame, CablePorts } from './cable-ports.ts';

/** One subscription of one connection. */
export interface CableSubscriber {
  caller: CableCaller;
  /** When it last said that somebody is there. */
  presentAtMs: number;
  /** Where this reader reaches us. */
  readonly base: string;
  /** `body`: the JSON of a message. */
  send(body: Buffer): void;
  /** What is sent between these leaves at once. */
  hold(): void;
  release(): void;
  /** What it was told is not what is: its connection ends and it comes back. */
  reload(): void;
}

/** Everybody of one account who subscribed at this process. */
export interface CableRoom extends RoomFollower {
  readonly subscribers: ReadonlySet<CableSubscriber>;
  /** How many subscriptions one person or contact has. */
  countOf(caller: CableCaller): number;
  add(subscriber: CableSubscriber): void;
  remove(subscriber: CableSubscriber): void;
  /** Resolves when all that was delivered is sent. */
  idle(): Promise<void>;
}

/** Turns an account's events into frames once, in order, and sends the same bytes to all whom they are for. */
export function openCableRoom(accountId: number, ports: CablePorts, onFailure: (error: unknown) => void): CableRoom {
  const subscribers = new Set<CableSubscriber>();
  const byCaller = new Map<string, Set<CableSubscriber>>();
  let working: Promise<void> = Promise.resolve();
  let waiting = 0;
  const presence = ports.openPresence(accountId);
  let isTellingPresence = false;

  /** Frames leave in the order in which they were made. What fails is not passed over in silence: all load anew. */
  function enqueue(make: () => Promise<readonly CableFrame[]>): void {
    waiting += 1;
    working = working.then(make).then(sendAll).catch((error: unknown) => {
      onFailure(error);
      reloadAll();
    }).finally(() => { waiting -= 1; });
  }

  function sendAll(frames: readonly CableFrame[]): void {
    const held = new Set<CableSubscriber>();
    try {
      for (const { event, data, audience, isPersonal } of frames) {
        const readers = readersOf(audience);
        if (readers.length === 0) continue;
        const text = JSON.stringify({ event, data });
        const shared = isPersonal ? null : Buffer.from(text);
        for (const reader of readers) {
          if (frames.length > 1 && !held.has(reader)) {
            held.add(reader);
            reader.hold();
          }
          reader.send(shared ?? Buffer.from(ports.forReader(text, reader.caller, reader.base)));
        }
      }
    } finally {
      for (const reader of held) reader.release();
    }
  }

  function readersOf(audience: Audience): CableSubscriber[] {
    if (audience.kind === 'contact' || audience.kind === 'user') return [...byCaller.get(keyOf(audience)) ?? []];
    const isFor = ({ caller }: CableSubscriber): boolean => (audience.kind === 'contacts' ? caller.kind === 'contact'
      : caller.kind === 'user' && caller.permissions.has(audience.permission) && caller.userId !== audience.exceptUserId);
    return subscribers.values().filter(isFor).toArray();
  }

  function reloadAll(): void {
    for (const subscriber of subscribers) subscriber.reload();
  }

  const room: CableRoom = {
    subscribers, position: 0, isLive: false,
    isOpen: () => true,
    deliver: (events: readonly StoredEvent[]) => {
      const fresh = events.filter(({ position }) => position > room.position);
      if (fresh.length === 0) return;
      room.position = fresh.at(-1)!.position;
      if (waiting >= cableLimits.batchesMax) return reloadAll();
      enqueue(() => ports.frames(accountId, fresh));
    },
    reload: reloadAll,
    onlineUserIds: () => [...subscribers].flatMap(({ caller, presentAtMs }) => (caller.kind === 'user' && isPresent(presentAtMs) ? caller.userId : [])),
    tellPresence: (now) => {
      if (isTellingPresence) return; // the next look is in a second
      isTellingPresence = true;
      const present = [...byCaller.values()].flatMap((each) => [...each].find(({ caller, presentAtMs }) => caller.kind === 'contact' && isPresent(presentAtMs))?.caller ?? []);
      enqueue(async () => {
        try {
          return await presence.look(now, present);
        } finally {
          isTellingPresence = false;
        }
      });
    },
    add: (subscriber) => {
      subscribers.add(subscriber);
      const key = keyOf(subscriber.caller);
      byCaller.set(key, (byCaller.get(key) ?? new Set()).add(subscriber));
      enqueue(async () => {
        const frames = await presence.greet(subscriber.caller);
        for (const { event, data } of frames) subscriber.send(Buffer.from(JSON.stringify({ event, data })));
        return [];
      });
    },
    remove: (subscriber) => {
      subscribers.delete(subscriber);
      const key = keyOf(subscriber.caller);
      const set = byCaller.get(key);
      set?.delete(subscriber);
      if (set?.size === 0) byCaller.delete(key);
    },
    countOf: (caller) => byCaller.get(keyOf(caller))?.size ?? 0,
    idle: () => working,
  };
  return room;
}

/** Who it is, as a reader and as an audience. */
function keyOf(who: CableCaller | Extract<Audience, { kind: 'user' | 'contact' }>): string {
  return who.kind === 'user' ? `user ${who.userId}` : `contact ${who.channelId} ${who.sourceId}`;
}

function isPresent(atMs: number): boolean {
  return Date.now() - atMs < cableLimits.presentMs;
}
