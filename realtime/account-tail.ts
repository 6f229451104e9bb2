import { readEventsAfter } from '#core/events/index.ts';
import type { Database } from '#storage/index.ts';
import type { Follower } from './follower.ts';

export const batchMax = 500;
/** Who is further behind loads everything anew: cheaper for both than so many small changes. */
export const behindMax = 2_000;

/** The end of one account's event log, and those who follow it: one read serves them all. */
export interface AccountTail {
  readonly position: () => number;
  /** Answers hello: where the follower stands, what it missed, or that it has to load anew; from then on it follows. */
  join(follower: Follower, after: number | null, hello: (position: number) => void, head: number): Promise<void>;
  leave(follower: Follower): void;
  /** The log has come to `head`: tells what is new. */
  advance(head: number): Promise<void>;
}

export function openAccountTail(database: Database, accountId: number, start: number): AccountTail {
  const followers = new Set<Follower>();
  let position = start;
  let advancing: Promise<void> = Promise.resolve();

  const read = (after: number) => database.withAccount(accountId, (tx) => readEventsAfter(tx, after, batchMax), { readOnly: true });

  async function join(follower: Follower, after: number | null, hello: (position: number) => void, head: number): Promise<void> {
    followers.add(follower);
    // A cursor between our position and the head was told by another process: known, and nothing of it is told twice.
    const isKnown = after !== null && after <= Math.max(head, position) && position - after <= behindMax;
    follower.position = after !== null && isKnown ? after : position;
    hello(follower.position);
    if (after !== null && !isKnown) follower.reload();
    while (follower.position < position && follower.isOpen()) {
      const events = await read(follower.position);
      if (events[0]?.position !== follower.position + 1) { // what was there is gone
        follower.position = position;
        follower.reload();
        break;
      }
      follower.deliver(events);
    }
    follower.isLive = true; // no await since the comparison: what the tail tells next is what comes next
  }

  async function advanceTo(head: number): Promise<void> {
    if (head - position > behindMax) return reloadAll(head);
    while (position < head) {
      const events = await read(position);
      const last = events.at(-1);
      if (!last) return;
      if (events[0]!.position !== position + 1 || last.position - position !== events.length) return reloadAll(head);
      position = last.position;
      for (const follower of followers) if (follower.isLive) follower.deliver(events);
    }
  }

  function reloadAll(head: number): void {
    position = head;
    for (const follower of followers) {
      if (!follower.isLive || follower.position >= head) continue;
      follower.position = head;
      follower.reload();
    }
  }

  return {
    position: () => position,
    join,
    leave: (follower) => { followers.delete(follower); },
    advance: (head) => {
      const next = advancing.catch(() => {}).then(() => advanceTo(head));
      advancing = next;
      return next;
    },
  };
}
