import { dropMailboxLease, leaseRenewMs, noteMailboxFailed, takeMailboxLease } from '#core/channels/index.ts';
import type { MailRoom } from '../mail-room.ts';
import { asMailboxError } from './mailbox-error.ts';
import { readMailbox, type ReadMailboxInput } from './read-mailbox.ts';
import { actOf, type Gate, type ReaderMemory } from './reader.ts';
import { backoffMs, type MailboxTiming } from './timing.ts';

export interface KeepMailboxInput {
  readonly room: MailRoom;
  readonly accountId: number;
  readonly channelId: number;
  /** This process, in leases. */
  readonly holder: string;
  readonly timing: MailboxTiming;
  readonly gate: Gate;
  readonly signal: AbortSignal;
  /** How it is read. Default: by IMAP. */
  readonly read?: (input: ReadMailboxInput) => Promise<void>;
}

/** While the database is away it is asked so often. */
const awayRetryMs = 1_000;

/**
 * Reads a mailbox for as long as the signal lets it: under a lease, so that one process does; again after every failure, with growing pauses.
 * Never throws.
 */
export async function keepMailbox(input: KeepMailboxInput): Promise<void> {
  const { room, timing, signal, holder, read = readMailbox } = input;
  const memory: ReaderMemory = { isCareful: false, strikes: new Map(), failures: 0 };
  while (!signal.aborted) {
    const lease = await holdLease(input).catch(() => 'database-away' as const);
    if (lease === null || lease === 'database-away') {
      await sleep((lease === null ? timing.leaseRetryMs : Math.min(awayRetryMs, timing.leaseRetryMs)) * (0.75 + Math.random() / 2), signal);
      continue;
    }
    try {
      await read({ ...input, memory, signal: lease.signal });
    } catch (error) {
      memory.failures += 1;
      const failure = asMailboxError(error, 'read');
      const pauseMs = Math.max(failure.retryAfterMs ?? 0, backoffMs(timing, memory.failures, failure.step === 'sign-in'));
      await noteFailure(input, failure, pauseMs, memory.failures);
      await sleep(pauseMs, lease.signal);
    } finally {
      lease.end();
    }
  }
  await dropMailboxLease(room.database, input, holder).catch(() => {}); // it ends by itself
}

async function noteFailure({ room, accountId, channelId }: KeepMailboxInput, failure: ReturnType<typeof asMailboxError>, pauseMs: number, failures: number): Promise<void> {
  if (failures === 1) room.warn('a mailbox cannot be read', { accountId, channelId, step: failure.step, text: failure.message });
  const nextTryAt = new Date(room.clock.nowMs() + pauseMs).toISOString();
  await room.database.withAccount(accountId, (tx) => noteMailboxFailed(tx, actOf({ room, accountId }), channelId, { code: failure.step, text: failure.message, said: failure.said, nextTryAt }))
    .catch(() => {}); // the database is away, or the channel gone
}

/** Takes the lease and renews it; the signal ends where it is lost, or where the caller's ends. Null: another process has it. */
async function holdLease({ room, accountId, channelId, holder, signal }: KeepMailboxInput): Promise<{ signal: AbortSignal; end: () => void } | null> {
  if (!await takeMailboxLease(room.database, { accountId, channelId }, holder)) return null;
  const lost = new AbortController();
  let renewedAtMs = performance.now();
  const timer = setInterval(() => {
    takeMailboxLease(room.database, { accountId, channelId }, holder).then((held) => {
      if (held) renewedAtMs = performance.now();
      else lost.abort();
    }, () => { if (performance.now() - renewedAtMs > leaseRenewMs * 3) lost.abort(); });
  }, leaseRenewMs);
  return { signal: AbortSignal.any([signal, lost.signal]), end: () => clearInterval(timer) };
}

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
