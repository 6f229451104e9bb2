import type { ImapFlow } from 'imapflow';
import type { MailboxOptions } from '#core/channels/index.ts';
import { nowText, systemAct, type Act, type Origin } from '#core/kernel/index.ts';
import type { MailRoom } from '../mail-room.ts';
import type { TargetChannel } from '../take-in/store-mails.ts';
import type { MailboxTiming } from './timing.ts';

/** What a mailbox's reader remembers from one connection to the next. */
export interface ReaderMemory {
  /** The last fetch failed: mails are fetched one by one, so that the one that does it is found. */
  isCareful: boolean;
  /** Copy key -> weight of its failures; at `strikesMax` it goes into quarantine. */
  readonly strikes: Map<string, number>;
  /** Connections that failed since something went well: a stored group, or a look at all folders. */
  failures: number;
}

/** Runs as many works at a time as it has slots, in the order of their coming. */
export type Gate = <T>(work: () => Promise<T>) => Promise<T>;

/** One connection to one mailbox. */
export interface Reader {
  readonly room: MailRoom;
  readonly accountId: number;
  readonly channel: TargetChannel;
  readonly client: ImapFlow;
  readonly options: MailboxOptions;
  /** Whose Authentication-Results count because the provider is known, besides those that the channel names. */
  readonly providersServers: readonly string[];
  readonly timing: MailboxTiming;
  readonly memory: ReaderMemory;
  readonly gate: Gate;
  /** True once it shall end: what is under way is finished, nothing more is begun. */
  readonly isEnding: () => boolean;
  /** The inbox has news: backfill gives way. */
  readonly hasNews: () => boolean;
}

export function actOf({ room, accountId }: Pick<Reader, 'room' | 'accountId'>, origin: Origin = 'live'): Act {
  return systemAct(accountId, nowText(room.clock), 'channel:email', origin);
}

export function createGate(slots: number): Gate {
  let free = slots;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
