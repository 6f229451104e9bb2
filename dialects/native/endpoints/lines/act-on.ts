import { doWork } from '#core/routing/index.ts';
import { operation } from '#http/index.ts';
import { renderLine } from '../../render/lines.ts';
import { LineState, WorkAction } from '../../schemas/lines.ts';
import { IdParams } from '../../schemas/shared.ts';

export const actOnCall = operation({
  id: 'calls.act', method: 'POST', path: '/native/v1/calls/{id}/actions', tag: 'Calls',
  summary: 'What an agent does: hold, resume, transfer, join, end, wrap up, dispose', params: IdParams, body: WorkAction, response: LineState,
  handle: async ({ act, change, params, body }) => renderLine(await doWork(change, act, { kind: 'call', interactionId: params.id, work: body })),
});

export const actOnChat = operation({
  id: 'chats.act', method: 'POST', path: '/native/v1/chats/{id}/actions', tag: 'Chats',
  summary: 'What an agent does: transfer, join, end, wrap up, dispose', params: IdParams, body: WorkAction, response: LineState,
  handle: async ({ act, change, params, body }) => renderLine(await doWork(change, act, { kind: 'chat', interactionId: params.id, work: body })),
});
