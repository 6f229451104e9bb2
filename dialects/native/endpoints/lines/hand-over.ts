import { handOverWork } from '#core/routing/index.ts';
import { operation } from '#http/index.ts';
import { renderLine } from '../../render/lines.ts';
import { HandOver, LineState } from '../../schemas/lines.ts';
import { IdParams } from '../../schemas/shared.ts';

export const handOverCall = operation({
  id: 'calls.hand-over', method: 'POST', path: '/native/v1/calls/{id}/hand-over', tag: 'Calls',
  summary: 'Gives a call that waits to a named person, for a reason: it is held out to him alone, whoever waits longer', params: IdParams, body: HandOver, response: LineState,
  handle: async ({ act, change, params, body }) => renderLine(await handOverWork(change, act, { kind: 'call', interactionId: params.id, ...body })),
});

export const handOverChat = operation({
  id: 'chats.hand-over', method: 'POST', path: '/native/v1/chats/{id}/hand-over', tag: 'Chats',
  summary: 'Gives a chat that waits to a named person, for a reason: it is held out to him alone, whoever waits longer', params: IdParams, body: HandOver, response: LineState,
  handle: async ({ act, change, params, body }) => renderLine(await handOverWork(change, act, { kind: 'chat', interactionId: params.id, ...body })),
});
