import { dialCustomer } from '#core/routing/index.ts';
import { operation } from '#http/index.ts';
import { renderLine } from '../../render/lines.ts';
import { LineState, NewDial } from '../../schemas/lines.ts';

export const dial = operation({
  id: 'calls.dial', method: 'POST', path: '/native/v1/calls/dial', tag: 'Calls', status: 201,
  summary: 'The caller\'s own agent calls a customer: the line is told to dial', body: NewDial, response: LineState,
  handle: async ({ act, change, body }) => renderLine(await dialCustomer(change, act, body)),
});
