import { changeCannedResponse as change } from '#core/canned-responses/index.ts';
import { operation } from '#http/index.ts';
import { CannedResponse, CannedResponseChange } from '../../schemas/label-settings.ts';
import { IdParams } from '../../schemas/shared.ts';

export const changeCannedResponse = operation({
  id: 'cannedResponses.change',
  method: 'PATCH',
  path: '/native/v1/canned-responses/{id}',
  tag: 'Canned responses',
  summary: 'Another code or text; what is not named stays',
  params: IdParams,
  body: CannedResponseChange,
  response: CannedResponse,
  handle: ({ act, change: within, params, body }) => within((tx) => change(tx, act, params.id, body)),
});
