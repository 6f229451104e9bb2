import { tellLine } from '#core/routing/index.ts';
import { operation } from '#http/index.ts';
import { withSipCause } from '../../parse/sip-cause.ts';
import { renderLine } from '../../render/lines.ts';
import { CallEvent, ChatEvent, LineState } from '../../schemas/lines.ts';
import { IdParams } from '../../schemas/shared.ts';

export const tellCall = operation({
  id: 'calls.tell', method: 'POST', path: '/native/v1/calls/{id}/events', tag: 'Calls',
  summary: 'What the carrier saw: a choice, digits, connected, hung up, a recording. What is known already changes nothing; 409 where the state does not allow it',
  params: IdParams, body: CallEvent, response: LineState,
  handle: async ({ act, change, params, body }) => renderLine(await tellLine(change, act, { kind: 'call', interactionId: params.id, event: withSipCause(body) })),
});

export const tellChat = operation({
  id: 'chats.tell', method: 'POST', path: '/native/v1/chats/{id}/events', tag: 'Chats',
  summary: 'What the chat channel saw: a choice, a message, an end. What is known already changes nothing; 409 where the state does not allow it',
  params: IdParams, body: ChatEvent, response: LineState,
  handle: async ({ act, change, params, body }) => renderLine(await tellLine(change, act, { kind: 'chat', interactionId: params.id, event: body })),
});
