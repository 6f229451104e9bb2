import { canTake } from '#core/routing/engine/index.ts';
import type { World } from '../memory-world.ts';
import { hadInVain } from './check-commit.ts';
import { Violation } from './violation.ts';

const lookMax = 20;

/**
 * Once every match has run: nothing waits, free to be offered, beside an agent who is ready for it and has not had it in vain within the time of an offer. In a cascade a further
 * group is fit only when it is open, or nobody is being asked; and not before those who wait longer have it. `isAfterDeath`: who waits for one agent is found by its own timer, some seconds later.
 */
export function checkSettled(world: World, nowMs: number, { isAfterDeath = false }: { isAfterDeath?: boolean } = {}): void {
  if (!isAfterDeath) for (const interactionId of world.awaiting) checkAwaiting(world, interactionId);
  for (const queue of world.queues.values()) {
    const ready = world.ready.get(queue.id)!;
    if (ready.first() === null) continue;
    let levelTo = Infinity;
    let seen = 0;
    for (const entry of world.waiting.get(queue.id)!.from(null)) {
      if ((seen += 1) > lookMax) break;
      const isAsked = world.openOffersOf.has(entry.interactionId);
      const entryTo = queue.mode === 'cascade' && isAsked ? Math.min(levelTo, entry.groupsOpen) : levelTo;
      let looked = 0;
      for (const agent of ready.from(null)) {
        if ((looked += 1) > lookMax || agent.level > entryTo) break;
        if (hadInVain(world, entry, agent.agentId, nowMs - queue.offerSeconds * 1000)) continue;
        throw new Violation('waits-beside-fit-agent', `${entry.interactionId} waits in queue ${queue.id} while agent ${agent.agentId} is ready`);
      }
      if (queue.mode === 'cascade' && isAsked) levelTo = entryTo;
    }
  }
}

/** No transfer waits for an agent who is free for it, unless another one that waits for him is too much for him. */
function checkAwaiting(world: World, interactionId: number): void {
  const { kind, transfers } = world.interactions.get(interactionId)!;
  const agentId = transfers.findLast((one) => one.state === 'transferring')?.toAgentId ?? null;
  const agent = agentId === null ? undefined : world.agents.get(agentId);
  if (agent === undefined || !canTake(agent, kind) || world.openOffersFor.has(agent.agentId)) return;
  const isFirst = ![...world.awaiting].some((id) => id !== interactionId && world.interactions.get(id)!.transfers.some((one) => one.state === 'transferring' && one.toAgentId === agentId));
  if (isFirst) throw new Violation('waits-beside-fit-agent', `${interactionId} waits for agent ${agentId}, who is free`);
}
