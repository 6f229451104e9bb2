import { readEventsAfter } from '#core/events/index.ts';
import type { Database } from '#storage/index.ts';
import type { LiveSocket } from './live-socket.ts';

export const batchMax = 500;
/** Who is further behind loads everything anew: cheaper for both than so many small changes. */
export const behindMax = 2_000;

/** The end of one account's event log, and the sockets that follow it: one read serves them all. */
export interface AccountTail {
  readonly sockets: ReadonlySet<LiveSocket>;
  readonly position: () => number;
  /** Answers hello: where the socket stands, what it missed, or that it has to load anew; from then on it follows. */
  join(socket: LiveSocket, after: number | null, hello: (position: number) => void, head: number): Promise<void>;
  leave(socket: LiveSocket): void;
  /** The log has come to `head`: tells what is new. */
  advance(head: number): Promise<void>;
}

export function openAccountTail(database: Database, accountId: number, start: number): AccountTail {
  const sockets = new Set<LiveSocket>();
  let position = start;
  let advancing: Promise<void> = Promise.resolve();

  const read = (after: number) => database.withAccount(accountId, (tx) => readEventsAfter(tx, after, batchMax), { readOnly: true });

  async function join(socket: LiveSocket, after: number | null, hello: (position: number) => void, head: number): Promise<void> {
    sockets.add(socket);
    // A cursor between our position and the head was told by another process: known, and nothing of it is told twice.
    const isKnown = after !== null && after <= Math.max(head, position) && position - after <= behindMax;
    socket.position = after !== null && isKnown ? after : position;
    hello(socket.position);
    if (after !== null && !isKnown) socket.send({ type: 'reload', position: socket.position });
    while (socket.position < position && socket.isOpen()) {
      const events = await read(socket.position);
      if (events[0]?.position !== socket.position + 1) { // what was there is gone
        socket.position = position;
        socket.send({ type: 'reload', position });
        break;
      }
      socket.deliver(events);
    }
    socket.isLive = true; // no await since the comparison: what the tail tells next is what comes next
  }

  async function advanceTo(head: number): Promise<void> {
    if (head - position > behindMax) return reloadAll(head);
    while (position < head) {
      const events = await read(position);
      const last = events.at(-1);
      if (!last) return;
      if (events[0]!.position !== position + 1 || last.position - position !== events.length) return reloadAll(head);
      position = last.position;
      for (const socket of sockets) if (socket.isLive) socket.deliver(events);
    }
  }

  function reloadAll(head: number): void {
    position = head;
    for (const socket of sockets) {
      if (!socket.isLive || socket.position >= head) continue;
      socket.position = head;
      socket.send({ type: 'reload', position: head });
    }
  }

  return {
    sockets,
    position: () => position,
    join,
    leave: (socket) => { sockets.delete(socket); },
    advance: (head) => {
      const next = advancing.catch(() => {}).then(() => advanceTo(head));
      advancing = next;
      return next;
    },
  };
}
