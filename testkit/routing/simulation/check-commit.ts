import { isEnded } from '#core/interactions/index.ts';
import type { Offer, QueueEntry } from '#core/routing/engine/index.ts';
import type { Changes, World } from '../memory-world.ts';
import { Violation } from './violation.ts';

/** How many that wait before an offered one are looked at. */
const aheadMax = 30;

/**
 * What a transaction is about to commit, against what is committed: one offer at a time for an agent, nothing overtaken, no second end. What became free to be offered after it
 * began (`began`: the number of commits then) it need not have seen: the next match does.
 */
export function checkCommit(world: World, changes: Changes, nowMs: number, began: number): void {
  for (const offer of changes.offers.values()) {
    if (offer.state !== 'open' || world.offers.has(offer.id)) continue;
    checkOneOffer(world, changes, offer);
    checkOrder(world, changes, offer, nowMs, began);
  }
  for (const after of changes.interactions.values()) {
    const before = world.interactions.get(after.id);
    if (before === undefined || !isEnded(before)) continue;
    if (after.state !== before.state && after.state !== 'voicemail-read') throw new Violation('ended-twice', `${after.kind} ${after.id} was ${before.state} and becomes ${after.state}`);
  }
}

function checkOneOffer(world: World, changes: Changes, offer: Offer): void {
  const open = new Set(world.openOffersFor.get(offer.agentId));
  for (const other of changes.offers.values()) {
    if (other.agentId !== offer.agentId) continue;
    if (other.state === 'open') open.add(other.id); else open.delete(other.id);
  }
  open.delete(offer.id);
  if (open.size > 0) throw new Violation('two-offers', `agent ${offer.agentId} is offered ${offer.interactionId} while offer ${[...open].join(', ')} is open to him`);
}

/** Whoever waits before what is offered, and is not asked exclusively, was refused or missed by this agent within the time of an offer. */
function checkOrder(world: World, changes: Changes, offer: Offer, nowMs: number, began: number): void {
  if (offer.queueId === null || offer.mode === 'direct') return; // handed to a person by somebody who may: that is meant to overtake
  const entry = world.entries.get(offer.interactionId);
  if (entry === undefined) throw new Violation('broken', `offer ${offer.id} is for ${offer.interactionId}, which does not wait`);
  const sinceMs = nowMs - world.queues.get(offer.queueId)!.offerSeconds * 1000;
  let seen = 0;
  for (const ahead of world.waiting.get(offer.queueId)!.from(null)) {
    if (ahead.interactionId === entry.interactionId || (seen += 1) > aheadMax) return;
    if (changes.entries.has(ahead.interactionId) || world.entryMoved(ahead.interactionId) > began || hadInVain(world, ahead, offer.agentId, sinceMs)) continue;
    throw new Violation('overtaking', `agent ${offer.agentId} is offered ${offer.interactionId} before ${ahead.interactionId}, which waits before it in queue ${offer.queueId}`);
  }
}

export function hadInVain(world: World, entry: QueueEntry, agentId: number, sinceMs: number): boolean {
  return (world.offersOf.get(entry.interactionId) ?? []).some((id) => {
    const offer = world.offers.get(id)!;
    return offer.agentId === agentId && offer.offeredMs > sinceMs && (offer.state === 'missed' || offer.state === 'rejected' || offer.state === 'bounced');
  });
}
