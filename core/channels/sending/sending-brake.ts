import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { SaidOfMail } from '../mail-sentence.ts';

/** A mail server that failed at its last try. */
export interface SendingBrake {
  /** `channel:ID`, or `relay`. */
  readonly server: string;
  /** `smtp.example.com:587` */
  readonly label: string;
  readonly failingSince: string;
  readonly failures: number;
  readonly nextTryAt: string;
  readonly errorText: string;
  /** Which sentence `errorText` is; null: words of the server or of the system. */
  readonly errorSaid: SaidOfMail | null;
}

const columns = sql`server, label, failing_since AS "failingSince", failures, next_try_at AS "nextTryAt", error_text AS "errorText", error_said AS "errorSaid"`;

/** A try that has begun keeps the others off for so long, if its process dies; else until what came of it is noted. */
const probeMs = 60_000;

const second = 1_000;
const pausesMs = [15, 30, 60, 120, 300].map((seconds) => seconds * second);

/** Milliseconds from failure number `failures` (from 1) to the next try: 15, 30 s, 1, 2 and then 5 min. */
export function brakePauseMs(failures: number): number {
  return pausesMs[Math.min(Math.max(failures, 1), pausesMs.length) - 1]!;
}

/** The brake of a server; null: it works as far as is known. */
export async function findSendingBrake(tx: Tx, act: Act, server: string): Promise<SendingBrake | null> {
  requirePermission(act, 'conversations.reply');
  return tx.maybe(sql<SendingBrake>`SELECT ${columns} FROM sending_brakes WHERE account_id = ${tx.accountId} AND server = ${server}`);
}

/** Begins the one try of a server that failed, when its time has come. The brake: somebody else is at it, or it is too early. Null: go. */
export async function beginProbe(tx: Tx, act: Act, server: string): Promise<SendingBrake | null> {
  const brake = await findSendingBrake(tx, act, server);
  if (brake === null) return null;
  const until = new Date(Date.parse(act.now) + probeMs).toISOString();
  const mine = await tx.run(sql`
    UPDATE sending_brakes SET next_try_at = ${until} WHERE account_id = ${tx.accountId} AND server = ${server} AND next_try_at <= ${act.now}::timestamptz`);
  return mine > 0 ? null : findSendingBrake(tx, act, server);
}

/** A server could not be reached or did not let us in: the next try comes after a pause that grows. */
export async function noteSendingFailed(tx: Tx, act: Act, { server, label, errorText, errorSaid }: Pick<SendingBrake, 'server' | 'label' | 'errorText' | 'errorSaid'>): Promise<SendingBrake> {
  requirePermission(act, 'conversations.reply');
  const { failures } = await tx.one(sql<{ failures: number }>`
    INSERT INTO sending_brakes (account_id, server, label, failing_since, failures, next_try_at, error_text, error_said)
    VALUES (${tx.accountId}, ${server}, ${label}, ${act.now}, 1, ${act.now}, ${errorText}, ${errorSaid ? JSON.stringify(errorSaid) : null}::jsonb)
    ON CONFLICT (account_id, server) DO UPDATE SET label = excluded.label, error_text = excluded.error_text, error_said = excluded.error_said, failures = sending_brakes.failures + 1 RETURNING failures`);
  const nextTryAt = new Date(Date.parse(act.now) + brakePauseMs(failures)).toISOString();
  return tx.one(sql<SendingBrake>`UPDATE sending_brakes SET next_try_at = ${nextTryAt} WHERE account_id = ${tx.accountId} AND server = ${server} RETURNING ${columns}`);
}

/** A server works, or its settings changed: nobody waits for it any more. True: somebody may have. */
export async function liftSendingBrake(tx: Tx, act: Act, server: string): Promise<boolean> {
  requirePermission(act, 'conversations.reply');
  return await tx.run(sql`DELETE FROM sending_brakes WHERE account_id = ${tx.accountId} AND server = ${server}`) > 0;
}

/** Somebody wants a mail of this channel to be tried now: its server's next try need not wait. Nothing happens where the server works. */
export async function hurrySendingBrake(tx: Tx, act: Act, channelId: number): Promise<void> {
  requirePermission(act, 'conversations.reply');
  await tx.run(sql`
    UPDATE sending_brakes SET next_try_at = ${act.now}
    WHERE account_id = ${tx.accountId} AND next_try_at > ${act.now}::timestamptz AND server = CASE
      WHEN EXISTS (SELECT FROM channel_connections WHERE account_id = ${tx.accountId} AND channel_id = ${channelId} AND kind = 'smtp') THEN 'channel:' || ${channelId}::text ELSE 'relay' END`);
}

/** Servers that failed at their last try, by the channels whose mail goes through them. */
export async function findFailingServers(tx: Tx, act: Act): Promise<Map<number, SendingBrake>> {
  requirePermission(act, 'channels.read');
  const rows = await tx.rows(sql<SendingBrake & { channelId: number }>`
    SELECT c.id AS "channelId", ${columns} FROM sending_brakes b JOIN channels c ON c.account_id = b.account_id AND c.kind = 'email' AND c.disabled_at IS NULL AND b.server = CASE
      WHEN EXISTS (SELECT FROM channel_connections k WHERE k.account_id = c.account_id AND k.channel_id = c.id AND k.kind = 'smtp') THEN 'channel:' || c.id ELSE 'relay' END
    WHERE b.account_id = ${tx.accountId}`);
  return new Map(rows.map(({ channelId, ...brake }) => [channelId, brake]));
}

/** What a mail that waits for the server says. */
export function brakeText({ label, failingSince, nextTryAt, errorText }: SendingBrake): string {
  return `The mail server ${label} has not worked since ${shortInstant(failingSince)}; one mail at a time tries it, the next at ${shortInstant(nextTryAt)}. It said: ${errorText}`.slice(0, 1_000);
}

function shortInstant(instant: string): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}
