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
  /** What it was told is not what is: its connection ends and it comes back. */
  reload(): void;
}

/** Everybody of one account who subscribed at this process. */
export interface CableRoom extends RoomFollower {
  readonly subscribers: ReadonlySet<CableSubscriber>;
  add(subscriber: CableSubscriber): void;
  remove(subscriber: CableSubscriber): void;
  /** Resolves when all that was delivered is sent. */
  idle(): Promise<void>;
}

/** Turns an account's events into frames once, in order, and sends the same bytes to all whom they are for. */
export function openCableRoom(accountId: number, ports: CablePorts, onFailure: (error: unknown) => void): CableRoom {
  const subscribers = new Set<CableSubscriber>();
  const byContact = new Map<string, Set<CableSubscriber>>();
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
    for (const { event, data, audience, isPersonal } of frames) {
      const readers = readersOf(audience);
      if (readers.length === 0) continue;
      const text = JSON.stringify({ event, data });
      const shared = isPersonal ? null : Buffer.from(text);
      for (const reader of readers) reader.send(shared ?? Buffer.from(ports.forReader(text, reader.caller, reader.base)));
    }
  }

  function readersOf(audience: Audience): CableSubscriber[] {
    if (audience.kind === 'contact') return [...byContact.get(keyOf(audience)) ?? []];
    if (audience.kind === 'contacts') return [...byContact.values()].flatMap((each) => [...each]);
    return [...subscribers].filter(({ caller }) => caller.kind === 'user'
      && (audience.kind === 'user' ? caller.userId === audience.userId : caller.permissions.has(audience.permission) && caller.userId !== audience.exceptUserId));
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
      const present = [...byContact.values()].flatMap((each) => [...each].find(({ presentAtMs }) => isPresent(presentAtMs))?.caller ?? []);
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
      const { caller } = subscriber;
      if (caller.kind === 'contact') {
        const key = keyOf(caller);
        const set = byContact.get(key) ?? new Set();
        byContact.set(key, set.add(subscriber));
      }
      enqueue(async () => {
        const frames = await presence.greet(subscriber.caller);
        for (const { event, data } of frames) subscriber.send(Buffer.from(JSON.stringify({ event, data })));
        return [];
      });
    },
    remove: (subscriber) => {
      subscribers.delete(subscriber);
      const { caller } = subscriber;
      if (caller.kind !== 'contact') return;
      const key = keyOf(caller);
      const set = byContact.get(key);
      set?.delete(subscriber);
      if (set?.size === 0) byContact.delete(key);
    },
    idle: () => working,
  };
  return room;
}

function keyOf({ channelId, sourceId }: { readonly channelId: number; readonly sourceId: string }): string {
  return `${channelId} ${sourceId}`;
}

function isPresent(atMs: number): boolean {
  return Date.now() - atMs < cableLimits.presentMs;
}
