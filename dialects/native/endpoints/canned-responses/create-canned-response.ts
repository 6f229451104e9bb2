import { createCannedResponse as create } from '#core/canned-responses/index.ts';
import { operation } from '#http/index.ts';
import { CannedResponse, NewCannedResponse } from '../../schemas/label-settings.ts';

export const createCannedResponse = operation({
  id: 'cannedResponses.create',
  method: 'POST',
  path: '/native/v1/canned-responses',
  tag: 'Canned responses',
  summary: 'A text with a short code; 409 where the code is taken',
  status: 201,
  body: NewCannedResponse,
  response: CannedResponse,
  handle: ({ act, change, body }) => change((tx) => create(tx, act, body)),
});
