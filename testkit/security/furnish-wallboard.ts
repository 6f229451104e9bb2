import { createWallboardLink } from '#core/analytics/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { createQueue, setAssignments } from '#core/queues/index.ts';
import type { Tx } from '#storage/index.ts';

/** A queue that the agent works, and a link to the wallboard that the server itself made. */
export async function furnishWallboard(tx: Tx, act: Act, { subject, agentId }: { subject: string; agentId: number }): Promise<{ readonly staffedQueueId: string; readonly wallboardLinkId: string }> {
  const queue = await createQueue(tx, act, { kind: 'call', name: `${subject} line` });
  await setAssignments(tx, act, queue.id, [{ agentId, teamId: null, level: 1 }]);
  const link = await createWallboardLink(tx, act, { name: `${subject} wall`, showsAgents: true, expiresAt: new Date(Date.parse(act.now) + 300 * 86_400_000).toISOString() });
  return { staffedQueueId: String(queue.id), wallboardLinkId: String(link.id) };
}
