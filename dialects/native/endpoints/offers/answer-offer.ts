import { answerOffer as answer } from '#core/routing/index.ts';
import { operation } from '#http/index.ts';
import { renderOffer } from '../../render/lines.ts';
import { Offer, OfferAnswer } from '../../schemas/lines.ts';
import { IdParams } from '../../schemas/shared.ts';

export const answerOffer = operation({
  id: 'offers.answer', method: 'POST', path: '/native/v1/offers/{id}/answer', tag: 'Offers', params: IdParams, body: OfferAnswer, response: Offer,
  summary: 'Takes or refuses what is held out; 409 where it is no longer: somebody was faster, or the time is over',
  handle: async ({ act, change, params, body }) => renderOffer(await answer(change, act, { offerId: params.id, ...body })),
});
