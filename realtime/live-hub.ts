import { headPositions } from '#core/events/index.ts';
import type { Database } from '#storage/index.ts';
import { openAccountTail, type AccountTail } from './account-tail.ts';
import { openDeskPresence, type DeskPresence } from './desk-presence.ts';
import type { Follower } from './follower.ts';
import { liveLimits } from './live-limits.ts';
import type { LiveSocket } from './live-socket.ts';
import type { LiveCaller, LivePorts, PresenceNow } from './ports.ts';

interface Desk { readonly tail: AccountTail; readonly presence: DeskPresence; readonly sockets: Set<LiveSocket>; readonly byUser: Map<number, Set<LiveSocket>>; readonly rooms: Set<RoomFollower>; keptAtMs: number; readAtMs: number }

/** A follower that stands for many connections of one account. */
export interface RoomFollower extends Follower {
  /** Those of them who count as connected now. */
  onlineUserIds(): readonly number[];
  /** Who is where, about once a second. */
  tellPresence(now: PresenceNow): void;
}

/** All accounts that have sockets in this process. */
export interface LiveHub {
  join(socket: LiveSocket, after: number | null): Promise<void>;
  leave(socket: LiveSocket): void;
  /** From now on: what was before is not told. */
  follow(accountId: number, room: RoomFollower): Promise<void>;
  unfollow(accountId: number, room: RoomFollower): void;
  presenceOf(accountId: number): DeskPresence | null;
  /** Something was committed: look soon. */
  wake(): void;
  /** Somebody came or went: look at who is where soon. */
  wakePresence(accountId: number): void;
  readonly sockets: () => Iterable<LiveSocket>;
  /** All windows of one person. */
  socketsOf(person: Pick<LiveCaller, 'accountId' | 'userId'>): ReadonlySet<LiveSocket>;
  /** Resolves when nothing is being looked at any more. */
  stop(): Promise<void>;
}

export function startLiveHub(database: Database, ports: LivePorts, onFailure: (error: unknown) => void): LiveHub {
  const desks = new Map<number, Desk>();
  let isStopping = false;
  let isRunning = false;
  let running: Promise<void> = Promise.resolve();
  let isWoken = false;
  let rouse: () => void = () => {};

  /** For as long as there are sockets. */
  async function run(): Promise<void> {
    while (!isStopping && desks.size > 0) {
      isWoken = false;
      await look().catch(onFailure);
      await pause(liveLimits.wakeMsMin);
      if (!isWoken && !isStopping) await sleepUntilWoken(liveLimits.pollMs);
    }
  }

  async function look(): Promise<void> {
    const heads = await headPositions(database, [...desks.keys()]);
    for (const [accountId, desk] of desks) await lookAt(accountId, desk, heads.get(accountId) ?? 0).catch(onFailure); // the others do not wait for its cure
  }

  async function lookAt(accountId: number, desk: Desk, head: number): Promise<void> {
    if (head > desk.tail.position()) await desk.tail.advance(head);
    if (Date.now() - desk.readAtMs >= liveLimits.pollMs) await lookAtPresence(accountId, desk);
  }

  async function lookAtPresence(accountId: number, desk: Desk): Promise<void> {
    desk.readAtMs = Date.now();
    if (Date.now() - desk.keptAtMs >= liveLimits.keepOnlineMs) {
      desk.keptAtMs = Date.now();
      await ports.keepOnline(accountId, [...new Set([...desk.byUser.keys(), ...[...desk.rooms].flatMap((room) => room.onlineUserIds())])]);
    }
    const now = await ports.readPresence(accountId);
    desk.presence.tell(now, desk.sockets);
    for (const socket of desk.sockets) socket.look();
    for (const room of desk.rooms) room.tellPresence(now);
  }

  async function join(socket: LiveSocket, after: number | null): Promise<void> {
    const { accountId, userId } = socket.caller;
    const head = (await headPositions(database, [accountId])).get(accountId) ?? 0;
    const desk = deskOf(accountId, head);
    const { tail, presence } = desk;
    desk.sockets.add(socket);
    desk.byUser.set(userId, (desk.byUser.get(userId) ?? new Set()).add(socket));
    desk.keptAtMs = 0; // one more is online
    await tail.join(socket, after, (position) => socket.send({ type: 'hello', position, accountId, userId, online: presence.online() }), head);
    if (!isRunning) start();
    wakePresence(accountId);
  }

  function deskOf(accountId: number, head: number): Desk {
    let desk = desks.get(accountId);
    if (!desk) desks.set(accountId, desk = { tail: openAccountTail(database, accountId, head), presence: openDeskPresence(), sockets: new Set(), byUser: new Map(), rooms: new Set(), keptAtMs: 0, readAtMs: 0 });
    return desk;
  }

  async function follow(accountId: number, room: RoomFollower): Promise<void> {
    const head = (await headPositions(database, [accountId])).get(accountId) ?? 0;
    const desk = deskOf(accountId, head);
    desk.rooms.add(room);
    desk.keptAtMs = 0;
    await desk.tail.join(room, null, () => {}, head);
    if (!isRunning) start();
    wakePresence(accountId);
  }

  function unfollow(accountId: number, room: RoomFollower): void {
    const desk = desks.get(accountId);
    if (!desk) return;
    desk.rooms.delete(room);
    desk.tail.leave(room);
    closeIfEmpty(accountId, desk);
  }

  function closeIfEmpty(accountId: number, { sockets, rooms }: Desk): void {
    if (sockets.size === 0 && rooms.size === 0) desks.delete(accountId);
  }

  function start(): void {
    isRunning = true;
    running = run().finally(() => {
      isRunning = false;
      if (desks.size > 0 && !isStopping) start(); // somebody came at the last moment
    });
  }

  function wakePresence(accountId: number): void {
    const desk = desks.get(accountId);
    if (desk) desk.readAtMs = 0;
    wake();
  }

  function leave(socket: LiveSocket): void {
    const { accountId, userId } = socket.caller;
    const desk = desks.get(accountId);
    if (!desk) return;
    desk.sockets.delete(socket);
    const ofUser = desk.byUser.get(userId);
    ofUser?.delete(socket);
    if (ofUser?.size === 0) desk.byUser.delete(userId);
    desk.tail.leave(socket);
    closeIfEmpty(accountId, desk);
  }

  function wake(): void {
    isWoken = true;
    rouse();
  }

  async function sleepUntilWoken(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      rouse = () => { clearTimeout(timer); resolve(); };
    });
  }

  return {
    join, leave, follow, unfollow, wake, wakePresence,
    presenceOf: (accountId) => desks.get(accountId)?.presence ?? null,
    sockets: function* () {
      for (const { sockets } of desks.values()) yield* sockets;
    },
    socketsOf: ({ accountId, userId }) => desks.get(accountId)?.byUser.get(userId) ?? nobody,
    stop: async () => {
      isStopping = true;
      rouse();
      await running;
    },
  };
}

const nobody: ReadonlySet<LiveSocket> = new Set();

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, ms); });
}
