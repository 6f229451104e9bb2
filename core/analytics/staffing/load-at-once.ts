import { readCapacity } from '#core/presence/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/**
 * How many calls or chats an agent of the queue takes at a time: the mean over those who may be offered its work, each by his own figures where he has some, else the account's. Where nobody
 * works it, or none of them can take one, by the account's; at least 1.
 */
export async function loadAtOnce(tx: Tx, queueId: number, kind: 'call' | 'chat'): Promise<number> {
  const usual = await readCapacity(tx);
  const { mean } = await tx.one(sql<{ mean: number | null }>`
    SELECT avg(floor(coalesce(p.capacity, ${usual.capacity}::int)::float8
      / CASE WHEN ${kind === 'call'}::boolean THEN coalesce(p.call_weight, ${usual.callWeight}::int) ELSE coalesce(p.chat_weight, ${usual.chatWeight}::int) END))::float8 AS mean
    FROM queue_agents m
    JOIN agents a ON a.account_id = m.account_id AND a.id = m.agent_id AND a.deactivated_at IS NULL
    LEFT JOIN agent_presence p ON p.account_id = m.account_id AND p.agent_id = m.agent_id
    WHERE m.account_id = ${tx.accountId} AND m.queue_id = ${queueId}`);
  return mean !== null && mean > 0 ? mean : Math.max(1, Math.floor(usual.capacity / (kind === 'call' ? usual.callWeight : usual.chatWeight)));
}
