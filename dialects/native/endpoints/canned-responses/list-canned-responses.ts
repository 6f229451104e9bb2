import { findCannedResponses } from '#core/canned-responses/index.ts';
import { operation } from '#http/index.ts';
import { CannedResponses, CannedResponsesQuery } from '../../schemas/label-settings.ts';

export const listCannedResponses = operation({
  id: 'cannedResponses.list',
  method: 'GET',
  path: '/native/v1/canned-responses',
  tag: 'Canned responses',
  summary: 'Texts that are put in by a short code; with `search`, those whose code or text holds it',
  query: CannedResponsesQuery,
  response: CannedResponses,
  handle: async ({ act, snapshot, query: { search } }) => ({ items: await snapshot((tx) => findCannedResponses(tx, act, search === undefined ? {} : { search })), next: null }),
});
