import { createCannedResponse as create } from '#core/canned-responses/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { renderCannedResponse } from '../../render/canned-response.ts';
import { CannedResponse, CannedResponseInput } from '../../schemas/canned-response.ts';

export const createCannedResponse = accountOperation({
  id: 'canned-responses.create', method: 'POST', path: '/canned_responses', tag: 'Canned Responses', summary: 'A new canned response',
  body: CannedResponseInput, response: CannedResponse,
  handle: ({ act, change, body: { content, short_code: shortCode } }) => change(async (tx) => renderCannedResponse(await create(tx, act, { content, shortCode }), act.accountId)),
});
