import { claimOutgoing, findWaiting, recordOutcome, type OutgoingClaim } from '#core/conversations/index.ts';
import { getChannel, sayOfMail, type SaidOfMail } from '#core/channels/index.ts';
import { CoreError, nowText, systemAct, type Act } from '#core/kernel/index.ts';
import { isDatabaseAway } from '#http/index.ts';
import type { JobHandler } from '#jobs/index.ts';
import { OutboundRefused } from '#http/outbound/index.ts';
import { crashPoint, type Tx } from '#storage/index.ts';
import { asMailboxError, MailboxError } from '../imap/mailbox-error.ts';
import { createDialSlots } from './dial-slots.ts';
import { enqueueTry } from './enqueue-tries.ts';
import { findServer } from './find-server.ts';
import { holdClaim } from './hold-claim.ts';
import { prepareBytes } from './prepare-bytes.ts';
import type { SendContext } from './send-context.ts';
import { noteServer, serverOf, waitForDoor, waitForServer } from './server-brake.ts';
import { sendBySmtp, type SmtpOutcome } from './smtp/send-by-smtp.ts';

export const setServerText: string = sayOfMail('no-server').text;

/**
 * One try to send a mail. Claim, bytes, server, record: each is committed before the next begins, so a process that dies leaves the mail
 * to a later try with the same bytes. Nothing here is lost with the job: `findOverdue` finds what has none.
 */
export function sendMailHandler(context: SendContext): JobHandler {
  const doors = createDialSlots();
  return async (job, { signal }) => {
    const messageId = Number(job.payload['messageId']);
    const act = (): Act => systemAct(job.accountId!, nowText(context.clock), 'channel:email');
    const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => context.database.withAccount(job.accountId!, work);
    const server = await within(async (tx) => {
      const waiting = await findWaiting(tx, act(), messageId);
      return waiting && serverOf(tx, act(), waiting.channelId);
    });
    const leaveDoor = server === null ? () => {} : await doors.take(server === 'relay' ? server : `${job.accountId} ${server}`);
    try {
      const claimed = await within((tx) => begin(tx, act(), messageId, leaveDoor === null ? null : server));
      if (claimed === null) return;
      const held = holdClaim(context.database, act, claimed);
      try {
        const tried = await tryToSend(context, act(), claimed, { signal: AbortSignal.any([signal, held.signal]), onAccepted: leaveDoor ?? (() => {}) });
        if (tried === null) return;
        crashPoint('mail-handed-over');
        await untilRecorded(() => within((tx) => record(tx, act(), claimed, tried)));
      } finally {
        held.end();
      }
    } finally {
      leaveDoor?.();
    }
  };
}

/** Null: not now; where there will be another try it has its job. `server` null: there is no place at its door, or the mail is not due. */
async function begin(tx: Tx, act: Act, messageId: number, server: string | null): Promise<OutgoingClaim | null> {
  const until = server === null ? await waitForDoor(tx, act, messageId) : await waitForServer(tx, act, messageId, server);
  if (until !== null) {
    await enqueueTry(tx, messageId, until);
    return null;
  }
  const { claimed, notBefore } = await claimOutgoing(tx, act, messageId);
  if (!claimed && notBefore !== null) await enqueueTry(tx, messageId, notBefore);
  return claimed;
}

async function record(tx: Tx, act: Act, claim: OutgoingClaim, { outcome, label, isServers }: Tried): Promise<void> {
  const due = isServers ? await noteServer(tx, act, await serverOf(tx, act, claim.channelId), label, outcome) : [];
  const next = await recordOutcome(tx, act, claim, outcome);
  if (next?.nextAttemptAt) await enqueueTry(tx, claim.messageId, next.nextAttemptAt);
  for (const { messageId, at } of due) await enqueueTry(tx, messageId, at);
}

/** What is known is not forgotten because the database is away at that moment: the claim keeps others from the mail meanwhile, or they have it and this changes nothing. */
async function untilRecorded(work: () => Promise<void>): Promise<void> {
  const endMs = performance.now() + recordPatienceMs;
  for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 2, 2_000)) {
    try {
      return await work();
    } catch (error) {
      if (!isDatabaseAway(error) || performance.now() > endMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

const recordPatienceMs = 10 * 60_000;

/** `label`: the server, for people. `isServers`: it says something of the server; what fails on our side before it is asked does not. */
interface Tried { readonly outcome: SmtpOutcome; readonly label: string; readonly isServers: boolean }

const nothing = { accepted: [], refused: [], postponed: [], response: null, serverMailId: null, isServerTrouble: false };

/** Null: another process has the mail. Every failure on our side is a try that gave nothing away. */
async function tryToSend(context: SendContext, act: Act, claim: OutgoingClaim, { signal, onAccepted }: { signal: AbortSignal; onAccepted: () => void }): Promise<Tried | null> {
  let label = 'of this channel';
  try {
    const channel = await context.database.withAccount(act.accountId, (tx) => getChannel(tx, act, claim.channelId));
    if (channel.disabledAt !== null) return { label, isServers: false, outcome: { ...nothing, end: 'no-server', error: sayOfMail('channel-off').text } };
    const server = await findServer(context, act, claim.channelId).catch((error: unknown) => {
      if (isDatabaseAway(error)) throw error;
      return error as Error;
    });
    if (server === null) return { label, isServers: false, outcome: { ...nothing, end: 'no-server', error: setServerText } };
    if (server instanceof Error) return { label, isServers: true, outcome: { ...nothing, end: 'nothing-left', isServerTrouble: true, ...wordsOf(server) } };
    label = server.label;
    const bytes = await prepareBytes(context, act, claim);
    if (bytes === null) return null;
    crashPoint('mail-before-smtp');
    return { label, isServers: true, outcome: await sendBySmtp(server, { from: channel.address ?? '', to: claim.pending, bytes }, { signal, onAccepted, ...(context.timing && { timing: context.timing }) }) };
  } catch (error) {
    if (isDatabaseAway(error)) return { label, isServers: false, outcome: { ...nothing, end: 'not-tried', error: null } };
    return { label, isServers: false, outcome: { ...nothing, end: 'nothing-left', ...wordsOf(error as Error) } };
  }
}

function wordsOf(error: Error): { readonly error: string; readonly said?: SaidOfMail | undefined } {
  if (error instanceof OutboundRefused || error instanceof MailboxError) {
    const { message, said } = asMailboxError(error, 'connect');
    return { error: message, said };
  }
  return { error: error instanceof CoreError ? error.safeText : error.message.slice(0, 500) };
}
