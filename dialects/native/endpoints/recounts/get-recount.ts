import { getRecount as get } from '#core/analytics/index.ts';
import { operation } from '#http/index.ts';
import { renderRecount } from '../../render/recount.ts';
import { Recount } from '../../schemas/recounts.ts';
import { IdParams } from '../../schemas/shared.ts';

export const getRecount = operation({
  id: 'recounts.get',
  method: 'GET',
  path: '/native/v1/recounts/:id',
  tag: 'Reports',
  summary: 'One of them',
  params: IdParams,
  response: Recount,
  handle: async ({ act, snapshot, params }) => renderRecount(await snapshot((tx) => get(tx, act, params.id))),
});
