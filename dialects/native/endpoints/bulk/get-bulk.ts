import { getBulk as readBulk } from '#core/desk/index.ts';
import { operation } from '#http/index.ts';
import { renderBulk } from '../../render/bulk.ts';
import { Bulk } from '../../schemas/bulk.ts';
import { IdParams } from '../../schemas/shared.ts';

export const getBulk = operation({
  id: 'bulk.get',
  method: 'GET',
  path: '/native/v1/bulk/{id}',
  tag: 'Bulk',
  summary: 'How far a bulk operation of the caller\'s is',
  params: IdParams,
  response: Bulk,
  handle: async ({ act, snapshot, params }) => renderBulk(await snapshot((tx) => readBulk(tx, act, params.id))),
});
