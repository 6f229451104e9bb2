import type { Outside } from '#core/channels/index.ts';
import { connectCrm as connect, crmProblem, type CrmSecret } from '#core/crm/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { crmSecret } from '../../parse/crm-kind.ts';
import { renderCrm } from '../../render/crm.ts';
import { CrmConnection, CrmInput } from '../../schemas/crm.ts';

export const connectCrm = (outside: Outside): Operation => operation({
  id: 'crm.connect',
  method: 'POST',
  path: '/native/v1/crm',
  tag: 'CRM',
  summary: 'Connects a customer management system, or connects it anew; it is asked for its fields first, so that a secret that does not count is not kept',
  status: 201,
  body: CrmInput,
  response: CrmConnection,
  async handle({ act, change, body: { kind, secret, ...mapping } }) {
    requirePermission(act, 'settings.write');
    let kept: CrmSecret = crmSecret(outside, kind, secret);
    const key = await outside.key();
    const properties = await readFields();
    return renderCrm(await change((tx) => connect(tx, act, key, { kind, settings: {}, secret: kept, properties, ...mapping })));

    async function readFields() {
      try {
        const source = await outside.crm.open(kind, {
          accountId: act.accountId, settings: {}, secret: kept, emailProperty: mapping.emailProperty ?? 'email', file: async () => null,
          onSecret: async (fresh) => { kept = fresh; },
        });
        return { contacts: await source.properties('contacts'), companies: await source.properties('companies'), deals: await source.properties('deals') };
      } catch (error) {
        throw crmProblem(error);
      }
    }
  },
});
