import { insertRows } from '#core/analytics/log/testing/insert-rows.ts';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { createAgent } from '#core/people/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import type { DayQueue } from './random-day.ts';

/** A floor: ada, bo, cy and di work three queues (Orders and Returns by phone, Help by chat), one conversation that everything belongs to. */
export interface Floor extends Desk {
  readonly zone: string;
  readonly now: string;
  readonly nowMs: number;
  readonly floorAct: Act;
  readonly agentIds: readonly number[];
  readonly queues: readonly DayQueue[];
  readonly conversationId: number;
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

/** 15:30 in Berlin. */
const now = '2024-05-06T13:30:00.000Z';

export async function openFloor(): Promise<Floor> {
  const desk = await openDesk();
  const { database, accountId } = desk;
  const floorAct = systemAct(accountId, now, 'test');
  const read = <T,>(work: (tx: Tx) => Promise<T>): Promise<T> => database.withAccount(accountId, work, { timeoutMs: 60_000 });
  const made = await read(async (tx) => {
    await tx.run(sql`UPDATE accounts SET zone = 'Europe/Berlin' WHERE id = ${accountId}`);
    const agentIds: number[] = [];
    for (const name of ['Ada', 'Bo', 'Cy', 'Di']) agentIds.push((await createAgent(tx, floorAct, { name, addresses: [] })).id);
    const { id: conversationId } = await tx.one(sql<{ id: number }>`
      INSERT INTO conversations (account_id, channel_id, started_at, last_message_at, created_at) VALUES (${accountId}, ${desk.help.id}, ${now}, ${now}, ${now}) RETURNING id`);
    const queues: DayQueue[] = [
      { id: 11, kind: 'call', targetSeconds: 20, abandonSeconds: 5 }, { id: 12, kind: 'call', targetSeconds: 30, abandonSeconds: 10 }, { id: 13, kind: 'chat', targetSeconds: 15, abandonSeconds: 5 },
    ];
    const names = ['Orders', 'Returns', 'Help'];
    for (const [at, { id, kind, targetSeconds, abandonSeconds }] of queues.entries()) {
      await tx.run(sql`INSERT INTO queues (account_id, id, kind, name, target_seconds, abandon_seconds, created_at) VALUES (${accountId}, ${id}, ${kind}, ${names[at]}, ${targetSeconds}, ${abandonSeconds}, ${now})`);
    }
    await insertRows(tx, 'queue_agents', queues.flatMap(({ id }, at) => agentIds.filter((_, nth) => nth !== at).map((agentId) => ({ queue_id: id, agent_id: agentId, level: 1, ready_since: null }))));
    return { agentIds, conversationId, queues };
  });
  return { ...desk, zone: 'Europe/Berlin', now, nowMs: Date.parse(now), floorAct, read, ...made };
}
