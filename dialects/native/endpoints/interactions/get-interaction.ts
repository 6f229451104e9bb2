import { getInteractionTimeline } from '#core/desk/index.ts';
import { operation } from '#http/index.ts';
import { renderInteraction } from '../../render/interactions.ts';
import { InteractionTimeline } from '../../schemas/interactions.ts';
import { IdParams } from '../../schemas/shared.ts';

export const getInteraction = operation({
  id: 'interactions.get', method: 'GET', path: '/native/v1/interactions/{id}', tag: 'Calls and chats', summary: 'A call or chat with what each party did in every second of it', params: IdParams, response: InteractionTimeline,
  handle: async ({ act, snapshot, params: { id } }) => renderInteraction(await snapshot((tx) => getInteractionTimeline(tx, act, id))),
});
