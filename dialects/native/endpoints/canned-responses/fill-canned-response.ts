import { Type } from '@sinclair/typebox';
import { fillCannedResponse as fill } from '#core/automation/index.ts';
import { operation } from '#http/index.ts';
import { Closed, Id, IdParams } from '../../schemas/shared.ts';

export const fillCannedResponse = operation({
  id: 'cannedResponses.fill', method: 'GET', path: '/native/v1/canned-responses/{id}/filled', tag: 'Canned responses', summary: 'The text with its variables filled from a conversation and from who asks',
  params: IdParams, query: Closed({ conversationId: Id }), response: Closed({ text: Type.String() }),
  handle: async ({ act, snapshot, params: { id }, query: { conversationId } }) => ({ text: await snapshot((tx) => fill(tx, act, id, conversationId)) }),
});
