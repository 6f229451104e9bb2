import { changeCrmMapping } from '#core/crm/index.ts';
import { operation } from '#http/index.ts';
import { renderCrm } from '../../render/crm.ts';
import { CrmConnection, CrmMapping } from '../../schemas/crm.ts';
import { IdParams } from '../../schemas/shared.ts';

export const changeCrm = operation({
  id: 'crm.change',
  method: 'PATCH',
  path: '/native/v1/crm/{id}',
  tag: 'CRM',
  summary: 'Which fields are read and written; another address field is read from the beginning',
  params: IdParams,
  body: CrmMapping,
  response: CrmConnection,
  handle: async ({ act, change, params: { id }, body }) => renderCrm(await change((tx) => changeCrmMapping(tx, act, id, body))),
});
