import { getMember } from '#core/accounts/index.ts';
import type { Tx } from '#http/index.ts';

/** The agent whom the caller is (the door made one where there was none). */
export async function ownAgentId(tx: Tx, userId: number): Promise<number | null> {
  return (await getMember(tx, userId))?.agentId ?? null;
}
