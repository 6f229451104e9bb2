import { countCrmRows, findCrmLists, findCrmProperties, findCrmRuns, getCrmConnection } from '#core/crm/index.ts';
import { operation } from '#http/index.ts';
import { renderCrm, renderCrmRun } from '../../render/crm.ts';
import { CrmDetail } from '../../schemas/crm.ts';
import { IdParams } from '../../schemas/shared.ts';

export const getCrm = operation({
  id: 'crm.get',
  method: 'GET',
  path: '/native/v1/crm/{id}',
  tag: 'CRM',
  summary: 'One connection: how far it is, what it brought, its last readings, the fields of a contact there',
  params: IdParams,
  response: CrmDetail,
  handle: ({ act, snapshot, params: { id } }) => snapshot(async (tx) => {
    const connection = await getCrmConnection(tx, act, id);
    const { contacts, deals } = await countCrmRows(tx, act, id);
    return { ...renderCrm(connection), contactCount: contacts, dealCount: deals, fields: await findCrmProperties(tx, act, id, 'contacts'), lists: await findCrmLists(tx, act, id), runs: (await findCrmRuns(tx, act, id)).map(renderCrmRun) };
  }),
});
