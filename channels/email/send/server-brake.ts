import { beginProbe, brakeText, findConnections, liftSendingBrake, noteSendingFailed } from '#core/channels/index.ts';
import { findWaiting, holdBack, releaseHeldBack, type DueMail } from '#core/conversations/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import type { SmtpOutcome } from './smtp/send-by-smtp.ts';

/** A mail put off because a server is busy comes again so soon. */
const busyMs = 3_000;

/** The server that a channel's mail goes through, as brakes call it. */
export async function serverOf(tx: Tx, act: Act, channelId: number): Promise<string> {
  const hasOwn = (await findConnections(tx, act, [channelId])).some((one) => one.kind === 'smtp');
  return hasOwn ? `channel:${channelId}` : 'relay';
}

/**
 * Before a try: where the mail's server failed last, one mail at a time tries it, and this one waits until then (the instant given). Null: go.
 * What has waited for all its days is tried a last time.
 */
export async function waitForServer(tx: Tx, act: Act, messageId: number, server: string, random: () => number = Math.random): Promise<string | null> {
  const waiting = await findWaiting(tx, act, messageId);
  if (waiting === null || waiting.isPatienceOver) return null;
  const brake = await beginProbe(tx, act, server);
  if (brake === null) return null;
  const pauseMs = Math.max(0, Date.parse(brake.nextTryAt) - Date.parse(act.now));
  const until = new Date(Date.parse(brake.nextTryAt) + Math.round(pauseMs * random() / 5)).toISOString(); // they do not all come back in one moment
  return await holdBack(tx, act, messageId, { heldBy: server, until, text: brakeText(brake) }) ? until : null;
}

/** Those before it wait at the server's door without an answer. The instant of the next try; null: the mail is not due. */
export async function waitForDoor(tx: Tx, act: Act, messageId: number): Promise<string | null> {
  const until = new Date(Date.parse(act.now) + busyMs).toISOString();
  return await holdBack(tx, act, messageId, { heldBy: null, until, text: null }) ? until : null;
}

/** After a try: a server that failed is left to one mail at a time; one that took a mail, or refused it by itself, works, and lets go of those that waited. */
export async function noteServer(tx: Tx, act: Act, server: string, label: string, outcome: SmtpOutcome): Promise<DueMail[]> {
  if (outcome.end === 'no-server' || outcome.end === 'not-tried') return [];
  if (outcome.isServerTrouble) {
    await noteSendingFailed(tx, act, { server, label, errorText: outcome.error ?? '', errorSaid: outcome.said ?? null });
    return [];
  }
  if (outcome.end === 'unknown') return []; // we were stopped: that says nothing of it
  return letGo(tx, act, server);
}

/** The server works, or has new settings: nobody waits for it any more. Gives the mails that did. */
export async function letGo(tx: Tx, act: Act, server: string): Promise<DueMail[]> {
  return await liftSendingBrake(tx, act, server) ? releaseHeldBack(tx, act, server) : [];
}
