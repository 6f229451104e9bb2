import { sql, type Tx } from '#storage/index.ts';

export interface RoutingThings { readonly offerId: string; readonly callControlId: string; readonly chatControlId: string }

/** The call was offered to the agent, who took it; the line of call and chat was told something. */
export async function furnishRouting(tx: Tx, now: string, { agentId, callId, chatId }: { agentId: number; callId: string; chatId: string }): Promise<RoutingThings> {
  const { id } = await tx.one(sql<{ id: number }>`
    INSERT INTO offers (account_id, interaction_id, agent_id, mode, is_exclusive, weight, state, offered_at, expires_at, ended_at, reason)
    VALUES (${tx.accountId}, ${callId}, ${agentId}, 'deltacast', true, 6, 'rejected', ${now}, ${now}, ${now}, '{"rule":"longest-idle","level":1,"idleSinceMs":null,"waitedSeconds":0,"readyAgents":1}') RETURNING id`);
  const control = async (kind: 'call' | 'chat', interactionId: string): Promise<string> => String((await tx.one(sql<{ id: number }>`
    INSERT INTO control_commands (account_id, interaction_id, kind, command, created_at) VALUES (${tx.accountId}, ${interactionId}, ${kind}, 'play', ${now}) RETURNING id`)).id);
  return { offerId: String(id), callControlId: await control('call', callId), chatControlId: await control('chat', chatId) };
}
