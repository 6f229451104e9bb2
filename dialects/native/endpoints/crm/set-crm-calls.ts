import type { Outside } from '#core/channels/index.ts';
import { setCrmCallSecret } from '#core/crm/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { renderCrm } from '../../render/crm.ts';
import { CrmCalls, CrmConnection } from '../../schemas/crm.ts';
import { IdParams } from '../../schemas/shared.ts';

export const setCrmCalls = (outside: Outside): Operation => operation({
  id: 'crm.setCalls',
  method: 'PUT',
  path: '/native/v1/crm/{id}/calls',
  tag: 'CRM',
  summary: 'By what the system signs its calls to /crm/calls/{account}/{id}, so that a contact that is deleted there for privacy goes here at once',
  params: IdParams,
  body: CrmCalls,
  response: CrmConnection,
  async handle({ act, change, params: { id }, body: { secret } }) {
    requirePermission(act, 'settings.write');
    const key = await outside.key();
    return renderCrm(await change((tx) => setCrmCallSecret(tx, act, key, id, secret)));
  },
});
