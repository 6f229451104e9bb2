import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { enterFollowing, type EnterInput, type Entered } from '../engine/index.ts';
import { settleWake, transactOf, type Change } from '../run/run-rule.ts';

/** Into a queue, or to wherever it sends what it does not take; then it is held out. The queue and the interaction are of the account, or `not-found`. */
export async function enterQueue(change: Change, act: Act, input: EnterInput): Promise<Entered> {
  const preferredAgentId = input.preferredAgentId ?? await change((tx) => lastAgentOf(tx, input));
  const entered = await enterFollowing(transactOf(change, act), { ...input, preferredAgentId });
  await settleWake(change, act, entered.wake);
  return entered;
}

/** Whom the customer had last, for a queue that asks him first; null: nobody, or the queue does not care. */
async function lastAgentOf(tx: Tx, { interactionId, queueId }: EnterInput): Promise<number | null> {
  const row = await tx.maybe(sql<{ agentId: number }>`
    SELECT b.agent_id AS "agentId" FROM queues q
      JOIN interactions i ON i.account_id = q.account_id AND i.id = ${interactionId} AND i.contact_id IS NOT NULL
      CROSS JOIN LATERAL (
        SELECT b.agent_id FROM interactions b WHERE b.account_id = ${tx.accountId} AND b.contact_id = i.contact_id AND b.kind = i.kind AND b.agent_id IS NOT NULL AND b.id < i.id ORDER BY b.id DESC LIMIT 1) b
    WHERE q.account_id = ${tx.accountId} AND q.id = ${queueId} AND q.is_sticky`);
  return row?.agentId ?? null;
}
