import { startCrmSync } from '#core/crm/index.ts';
import { operation } from '#http/index.ts';
import { renderCrm } from '../../render/crm.ts';
import { CrmConnection } from '../../schemas/crm.ts';
import { IdParams } from '../../schemas/shared.ts';

export const syncCrm = operation({
  id: 'crm.sync',
  method: 'POST',
  path: '/native/v1/crm/{id}/sync',
  tag: 'CRM',
  summary: 'Reads what changed, now; one that is under way goes on',
  status: 202,
  params: IdParams,
  response: CrmConnection,
  handle: async ({ act, change, params: { id } }) => renderCrm(await change((tx) => startCrmSync(tx, act, id))),
});
