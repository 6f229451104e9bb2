import { notFound, type Act } from '#core/kernel/index.ts';
import { sql } from '#storage/index.ts';
import { latePickUp, pickUp } from '../engine/pick-up.ts';
import { refuseOffer } from '../engine/refuse-offer.ts';
import type { Offer } from '../engine/store.ts';
import { inStore, runRouting, type Change } from '../run/run-rule.ts';
import { findOffersWhere } from '../store/read-offers.ts';
import { requireDesk, requireWork } from './require-desk.ts';

export interface OfferAnswer {
  readonly offerId: number;
  /** cannot: the agent's device is not able to take it; the offer bounces. */
  readonly answer: 'pick-up' | 'reject' | 'cannot';
  readonly answerMode?: 'manual' | 'auto';
}

/**
 * Takes or refuses what is held out: one's own offer, or another's with work.supervise. Said twice, it is once. `conflict` for a pick-up that comes too
 * late; the attempt is on record all the same.
 */
export async function answerOffer(change: Change, act: Act, { offerId, answer, answerMode = 'manual' }: OfferAnswer): Promise<Offer> {
  requireWork(act);
  const isLate = await runRouting(change, act, async (tx) => {
    const [seen] = await findOffersWhere(tx, sql`o.id = ${offerId}`);
    if (!seen) throw notFound('offer');
    await requireDesk(tx, act, seen.agentId);
    return inStore(tx, act, async (store) => {
      const at = { offerId, agentId: seen.agentId };
      if (answer !== 'pick-up') return { result: false, wake: (await refuseOffer(store, { ...at, as: answer === 'reject' ? 'rejected' : 'bounced' })).wake };
      const { outcome, wake } = await pickUp(store, { ...at, answerMode });
      return { result: outcome === 'late', wake };
    });
  });
  const offer = await change(async (tx) => (await findOffersWhere(tx, sql`o.id = ${offerId}`))[0]!);
  if (isLate) throw latePickUp(offer.kind);
  return offer;
}
