import { changeCannedResponse } from '#core/canned-responses/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { renderCannedResponse } from '../../render/canned-response.ts';
import { CannedResponse, CannedResponseChange } from '../../schemas/canned-response.ts';

export const updateCannedResponse = accountOperation({
  id: 'canned-responses.update', method: 'PATCH', path: '/canned_responses/{id}', tag: 'Canned Responses', summary: 'Change a canned response; what is not given stays',
  body: CannedResponseChange, response: CannedResponse,
  handle: ({ act, change, params: { id }, body: { content, short_code: shortCode } }) => change(async (tx) => (
    renderCannedResponse(await changeCannedResponse(tx, act, id, { ...(content !== undefined && { content }), ...(shortCode !== undefined && { shortCode }) }), act.accountId))),
});
