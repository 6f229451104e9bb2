import type { SaidOfMail } from '#core/channels/index.ts';
import { appendEvents, type DeliveryState } from '#core/events/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { OutgoingClaim } from './claim-outgoing.ts';
import { lockOutgoing, tellDelivery, type LockedOutgoing } from './lock-outgoing.ts';
import { retryAtMs, giveUpMs } from './retry-schedule.ts';
import { lockThreadOf } from './store-outgoing.ts';

/** What came of a try. */
export interface OutgoingOutcome {
  /** Addresses that a server has taken. */
  readonly accepted: readonly string[];
  /** Refused for good (5xx). */
  readonly refused: readonly { readonly address: string; readonly detail: string }[];
  /** Refused for now (4xx). */
  readonly postponed: readonly { readonly address: string; readonly detail: string }[];
  /**
   * Nothing left, or what the server said; `unknown`: it was cut off after the mail had begun to go; `not-tried`: something of ours was away,
   * which counts as no try.
   */
  readonly end: 'taken' | 'nothing-left' | 'unknown' | 'no-server' | 'not-tried';
  /** For people; null: all is well. */
  readonly error: string | null;
  /** Which sentence the error is; absent: words of a server or of the system. */
  readonly said?: SaidOfMail | undefined;
  /** The server's words for what it took. */
  readonly response: string | null;
  /** The Message-ID the server says it put in place of ours. */
  readonly serverMailId: string | null;
}

/** Without a server a mail looks again so often; setting one wakes it at once. */
const noServerMs = 15 * 60_000;
const notTriedMs = 2_000;

/** Writes down what came of a try, decides what is next and says when. A process that lost its claim changes nothing (null). */
export async function recordOutcome(
  tx: Tx, act: Act, claim: OutgoingClaim, outcome: OutgoingOutcome, random: () => number = Math.random,
): Promise<{ state: DeliveryState; nextAttemptAt: string | null } | null> {
  requirePermission(act, 'conversations.reply');
  const { messageId } = claim;
  if (outcome.serverMailId !== null && outcome.serverMailId !== claim.mailId) await lockThreadOf(tx, act, claim.mailId, [outcome.serverMailId]);
  const mail = await lockOutgoing(tx, messageId);
  const row = await tx.maybe(sql<{ firstAttemptAt: string | null }>`
    SELECT first_attempt_at AS "firstAttemptAt" FROM outgoing_mails WHERE account_id = ${tx.accountId} AND message_id = ${messageId} AND claim = ${claim.claim}`);
  if (!mail || !row) return null;
  await writeRecipients(tx, act, messageId, outcome);
  const nowMs = Date.parse(act.now);
  const isCounted = outcome.end !== 'no-server' && outcome.end !== 'not-tried';
  const isOver = outcome.end !== 'no-server' && nowMs >= Date.parse(row.firstAttemptAt ?? act.now) + giveUpMs;
  if (isOver) await giveUp(tx, act, messageId);
  const state = await stateFromRecipients(tx, messageId, mail, outcome.accepted.length > 0);
  const nextAttemptAt = state === 'queued' ? new Date(nowMs + pauseMs(outcome.end, claim.attempts, random)).toISOString() : null;
  const leftNow = outcome.accepted.length > 0 && mail.handedOverAt === null;
  await tx.run(sql`
    UPDATE outgoing_mails SET state = ${state}, next_attempt_at = ${nextAttemptAt}::timestamptz, last_error = ${outcome.error}, last_error_said = ${outcome.said ? JSON.stringify(outcome.said) : null}::jsonb, changed_at = ${act.now},
      may_have_left = ${outcome.end === 'taken' || outcome.end === 'unknown' || claim.mayHaveLeft}, no_server = ${outcome.end === 'no-server'}, attempts = attempts - ${isCounted ? 0 : 1}::integer,
      first_attempt_at = CASE WHEN ${outcome.end === 'no-server' && claim.attempts === 1}::boolean THEN NULL ELSE first_attempt_at END,
      handed_over_at = coalesce(handed_over_at, ${leftNow ? act.now : null}::timestamptz), server_mail_id = coalesce(server_mail_id, ${outcome.serverMailId})
    WHERE account_id = ${tx.accountId} AND message_id = ${messageId}`);
  if (leftNow) await leaveAt(tx, act, messageId);
  if (state === 'failed' || state === 'bounced') await giveTurnBack(tx, act, mail);
  if (state !== mail.state || leftNow) await tellDelivery(tx, act, mail, state);
  return { state, nextAttemptAt };
}

function pauseMs(end: OutgoingOutcome['end'], attempts: number, random: () => number): number {
  if (end === 'no-server') return noServerMs;
  return end === 'not-tried' ? notTriedMs : retryAtMs(attempts, random);
}

async function writeRecipients(tx: Tx, act: Act, messageId: number, outcome: OutgoingOutcome): Promise<void> {
  const rows = [
    ...outcome.accepted.map((address) => ({ address, state: 'accepted', detail: outcome.response })),
    ...outcome.refused.map(({ address, detail }) => ({ address, state: 'failed', detail })),
    ...outcome.postponed.map(({ address, detail }) => ({ address, state: 'pending', detail })),
  ];
  await tx.run(sql`
    UPDATE outgoing_recipients o SET state = r.state, detail = left(r.detail, 1000), changed_at = ${act.now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(address text, state text, detail text)
    WHERE o.account_id = ${tx.accountId} AND o.message_id = ${messageId} AND o.address = r.address AND o.state = 'pending'`);
}

async function giveUp(tx: Tx, act: Act, messageId: number): Promise<void> {
  await tx.run(sql`
    UPDATE outgoing_recipients SET state = 'failed', detail = 'Given up after three days. ' || coalesce(detail, ''), changed_at = ${act.now}
    WHERE account_id = ${tx.accountId} AND message_id = ${messageId} AND state = 'pending'`);
}

/** The state of a mail, from what became of its recipients. `left`: a server has it, or had. */
export async function stateFromRecipients(tx: Tx, messageId: number, mail: Pick<LockedOutgoing, 'handedOverAt'>, leftNow: boolean): Promise<DeliveryState> {
  const { pending, reached, delivered, total } = await tx.one(sql<{ pending: number; reached: number; delivered: number; total: number }>`
    SELECT count(*) FILTER (WHERE state = 'pending') AS pending, count(*) FILTER (WHERE state IN ('accepted', 'delayed', 'delivered')) AS reached,
      count(*) FILTER (WHERE state = 'delivered') AS delivered, count(*) AS total
    FROM outgoing_recipients WHERE account_id = ${tx.accountId} AND message_id = ${messageId}`);
  if (pending > 0) return 'queued';
  if (reached < total) return leftNow || mail.handedOverAt !== null ? 'bounced' : 'failed';
  return delivered === total ? 'delivered' : 'handed-over';
}

/** From now on it is an answer: its time is when it left, or when a copy of it was first seen elsewhere. */
async function leaveAt(tx: Tx, act: Act, messageId: number): Promise<void> {
  await tx.run(sql`
    UPDATE message_copies SET at = ${act.now}, at_source = 'smtp' WHERE account_id = ${tx.accountId} AND message_id = ${messageId} AND copy_key = ${ownCopyKey(messageId)}`);
  await tx.run(sql`
    UPDATE messages m SET at_source = 'smtp', at = least(${act.now}::timestamptz,
      (SELECT min(c.at) FROM message_copies c WHERE c.account_id = m.account_id AND c.message_id = m.id AND c.at_source <> 'date'))
    WHERE m.account_id = ${tx.accountId} AND m.id = ${messageId}`);
}

/** The key of the copy that we keep of what we sent. */
export function ownCopyKey(messageId: number): string {
  return `sent:${messageId}`;
}

/** It did not arrive: somebody of ours must look, and what it answered waits again. */
export async function giveTurnBack(tx: Tx, act: Act, mail: Pick<LockedOutgoing, 'conversationId' | 'kind'>): Promise<void> {
  if (mail.kind === 'auto-reply') return;
  const { turn } = await tx.one(sql<{ turn: string }>`SELECT turn FROM conversations WHERE account_id = ${tx.accountId} AND id = ${mail.conversationId}`);
  await tx.run(sql`UPDATE conversations SET turn = 'agent', turn_set_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${mail.conversationId}`);
  if (turn !== 'agent') await appendEvents(tx, act, [{ type: 'conversation.changed', conversationId: mail.conversationId, data: { field: 'turn', from: turn, to: 'agent' } }]);
}
