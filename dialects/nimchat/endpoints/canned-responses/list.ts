import { Type } from '@sinclair/typebox';
import { findCannedResponses } from '#core/canned-responses/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { renderCannedResponse } from '../../render/canned-response.ts';
import { CannedResponse, CannedResponseQuery } from '../../schemas/canned-response.ts';

export const listCannedResponses = accountOperation({
  id: 'canned-responses.list', method: 'GET', path: '/canned_responses', tag: 'Canned Responses', summary: 'Canned responses by short code',
  query: CannedResponseQuery, response: Type.Array(CannedResponse),
  handle: ({ act, snapshot, query: { search } }) => snapshot(async (tx) => (
    (await findCannedResponses(tx, act, search === undefined ? {} : { search })).map((each) => renderCannedResponse(each, act.accountId)))),
});
