/** How long things take at most, and how often they are done; tests set their own. */
export interface MailboxTiming {
  /** Until the server has accepted the connection and greeted. */
  readonly connectMs: number;
  /** For one command beside the bytes it moves. */
  readonly commandMs: number;
  /** Other folders are looked at, and the inbox where the server told nothing. */
  readonly pollMs: number;
  readonly backoffMinMs: number;
  readonly backoffMaxMs: number;
  /** After a refused sign-in at least so long: servers lock mailboxes that are tried too often. */
  readonly signInBackoffMinMs: number;
  /** How often channels are looked at for new, changed and disabled ones. */
  readonly followMs: number;
  /** How often a process asks for a mailbox that another one reads. */
  readonly leaseRetryMs: number;
}

export const mailboxTiming: MailboxTiming = {
  connectMs: 20_000, commandMs: 60_000, pollMs: 60_000, backoffMinMs: 1_000, backoffMaxMs: 300_000, signInBackoffMinMs: 60_000, followMs: 2_000, leaseRetryMs: 10_000,
};

/** Slowest transfer that is waited for, on top of `commandMs`. */
const bytesPerMsMin = 8;

export function transferMs(timing: MailboxTiming, bytes: number): number {
  return timing.commandMs + Math.ceil(bytes / bytesPerMsMin);
}

/** Doubling from the shortest to the longest pause, cut by up to a half at random so that mailboxes of one server do not come back together. */
export function backoffMs(timing: MailboxTiming, failures: number, isSignIn: boolean, random: () => number = Math.random): number {
  const grown = Math.min(timing.backoffMinMs * 2 ** Math.min(failures - 1, 30), timing.backoffMaxMs);
  return Math.max(grown, isSignIn ? timing.signInBackoffMinMs : 0) * (1 - random() / 2);
}
