import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { tellWebhook } from './change-webhooks.ts';
import { patienceMs, probePauseMs, retryAfterMsMax, retryDelayMs } from './schedule.ts';

/** What came of a call. */
export interface TryOutcome {
  /** Null: no answer. */
  readonly status: number | null;
  /** Null: it was taken. */
  readonly error: string | null;
  /** Cut, without secrets. */
  readonly answer: string | null;
  readonly durationMs: number;
  /** The receiver asked for so much patience. */
  readonly retryAfterMs: number | null;
  /** It says something of the receiver, not of this delivery: no answer, a fault of its own, too many. */
  readonly isReceivers: boolean;
  /** It wants nothing more, ever. */
  readonly isGone: boolean;
}

/** What is to be done after a try. */
export interface TryRecorded {
  readonly isDelivered: boolean;
  readonly nextTryAt: string | null;
  /** When somebody is to try the failing receiver. */
  readonly probeAt: string | null;
  /** The receiver works again: what is held for it goes; `hurries`: what was put off for long, too. */
  readonly release: { readonly hurries: boolean } | null;
  /** Of the receiver, in a row; 0: it works. */
  readonly failures: number;
}

interface Delivery { state: string; attempts: number; attemptsMax: number; queuedAt: string; topic: string }
interface Receiver { failures: number; failingSince: string | null }

const nothing: TryRecorded = { isDelivered: false, nextTryAt: null, probeAt: null, release: null, failures: 0 };
/** After so many failures with no success between, the receiver was away: what was tried meanwhile need not wait for its own time. */
const awayFailuresMin = 3;

/** Writes down a try. What another has taken over meanwhile is left to him; the log has the try all the same. */
export async function recordTry(tx: Tx, act: Act, { id, webhookId, attempt }: { id: number; webhookId: number; attempt: number }, outcome: TryOutcome, random: () => number = Math.random): Promise<TryRecorded> {
  requirePermission(act, 'settings.write');
  const receiver = await tx.maybe(sql<Receiver>`SELECT failures, failing_since AS "failingSince" FROM webhooks WHERE account_id = ${tx.accountId} AND id = ${webhookId} FOR NO KEY UPDATE`);
  const delivery = await tx.maybe(sql<Delivery>`
    SELECT state, attempts, attempts_max AS "attemptsMax", queued_at AS "queuedAt", topic FROM webhook_deliveries WHERE account_id = ${tx.accountId} AND id = ${id} FOR NO KEY UPDATE`);
  if (!receiver || !delivery) return nothing;
  await tx.run(sql`
    INSERT INTO webhook_tries (account_id, delivery_id, at, duration_ms, status, error, answer)
    VALUES (${tx.accountId}, ${id}, ${act.now}, ${Math.round(outcome.durationMs)}, ${outcome.status}, ${outcome.error}, ${outcome.answer})`);
  const isTest = delivery.topic === 'test';
  if (outcome.error === null || (!outcome.isReceivers && !outcome.isGone)) {
    const release = await lift(tx, webhookId, receiver);
    if (outcome.error === null) {
      // Taken is taken, whoever has the delivery by now.
      await tx.run(sql`
        UPDATE webhook_deliveries SET state = 'delivered', ended_at = ${act.now}, claimed_until = NULL, next_try_at = NULL, last_status = ${outcome.status}, last_error = NULL
        WHERE account_id = ${tx.accountId} AND id = ${id} AND state IN ('queued', 'held')`);
      return { ...nothing, isDelivered: delivery.state === 'queued' || delivery.state === 'held', release };
    }
    return { ...nothing, release, nextTryAt: await putOff(tx, act, { id, attempt, delivery }, outcome, random) };
  }
  if (outcome.isGone && !isTest) {
    await disableGone(tx, act, webhookId, id, outcome);
    return nothing;
  }
  const probeAt = isTest ? null : await brake(tx, act, webhookId, receiver, outcome);
  return { ...nothing, probeAt, failures: isTest ? 0 : receiver.failures + 1, nextTryAt: await putOff(tx, act, { id, attempt, delivery }, outcome, random) };
}

async function lift(tx: Tx, webhookId: number, { failures, failingSince }: Receiver): Promise<TryRecorded['release']> {
  if (failingSince === null) return null;
  await tx.run(sql`UPDATE webhooks SET failing_since = NULL, failures = 0, probe_at = NULL, error_text = NULL WHERE account_id = ${tx.accountId} AND id = ${webhookId}`);
  return { hurries: failures >= awayFailuresMin };
}

async function brake(tx: Tx, act: Act, webhookId: number, { failures }: Receiver, { error, retryAfterMs }: TryOutcome): Promise<string> {
  const probeAt = new Date(Date.parse(act.now) + Math.max(probePauseMs(failures + 1), Math.min(retryAfterMs ?? 0, retryAfterMsMax))).toISOString();
  await tx.run(sql`
    UPDATE webhooks SET failing_since = coalesce(failing_since, ${act.now}::timestamptz), failures = failures + 1, probe_at = ${probeAt}, error_text = ${error}
    WHERE account_id = ${tx.accountId} AND id = ${webhookId}`);
  return probeAt;
}

/** The next try, or the end: after its last one, or its days. */
async function putOff(tx: Tx, act: Act, { id, attempt, delivery }: { id: number; attempt: number; delivery: Delivery }, { status, error, retryAfterMs }: TryOutcome, random: () => number): Promise<string | null> {
  if (delivery.attempts !== attempt || delivery.state !== 'queued') return null;
  const nowMs = Date.parse(act.now);
  const isOver = attempt >= delivery.attemptsMax || nowMs - Date.parse(delivery.queuedAt) >= patienceMs;
  const next = isOver ? null : new Date(nowMs + Math.max(retryDelayMs(attempt, random), Math.min(retryAfterMs ?? 0, retryAfterMsMax))).toISOString();
  await tx.run(sql`
    UPDATE webhook_deliveries SET state = ${isOver ? 'failed' : 'queued'}, ended_at = ${isOver ? act.now : null}::timestamptz, claimed_until = NULL, next_try_at = ${next}::timestamptz, last_status = ${status}, last_error = ${error}
    WHERE account_id = ${tx.accountId} AND id = ${id}`);
  return next;
}

/** 410: the receiver is gone for good. Nothing more is told to it until somebody enables it again; what waited is listed as failed. */
async function disableGone(tx: Tx, act: Act, webhookId: number, id: number, { status, error }: TryOutcome): Promise<void> {
  await tx.run(sql`
    UPDATE webhooks SET disabled_at = coalesce(disabled_at, ${act.now}::timestamptz), disabled_because = coalesce(disabled_because, 'gone'), error_text = ${error} WHERE account_id = ${tx.accountId} AND id = ${webhookId}`);
  await tx.run(sql`
    UPDATE webhook_deliveries SET state = 'failed', ended_at = ${act.now}, claimed_until = NULL, next_try_at = NULL,
      last_status = CASE WHEN id = ${id} THEN ${status}::integer ELSE last_status END, last_error = CASE WHEN id = ${id} THEN ${error} ELSE 'the receiver answered 410 to another delivery: the webhook is disabled' END
    WHERE account_id = ${tx.accountId} AND webhook_id = ${webhookId} AND state IN ('queued', 'held')`);
  await tellWebhook(tx, act, webhookId, 'webhook.disabled');
}
