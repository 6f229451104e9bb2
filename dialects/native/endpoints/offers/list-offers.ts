import { findOffersOf, findOpenOffers } from '#core/routing/index.ts';
import { operation } from '#http/index.ts';
import { renderOffer } from '../../render/lines.ts';
import { Offers, OffersQuery } from '../../schemas/lines.ts';

export const listOffers = operation({
  id: 'offers.list', method: 'GET', path: '/native/v1/offers', tag: 'Offers', query: OffersQuery, response: Offers,
  summary: 'What is held out to an agent now, and why to him; with `interactionId` everybody to whom a call or chat was held out',
  async handle({ act, snapshot, query: { agentId, interactionId } }) {
    const offers = await snapshot((tx) => (interactionId === undefined ? findOpenOffers(tx, act, agentId ?? null) : findOffersOf(tx, act, interactionId)));
    return { items: offers.map(renderOffer), next: null };
  },
});
