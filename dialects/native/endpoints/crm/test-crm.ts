import type { Outside } from '#core/channels/index.ts';
import { findCrmConnection, openCrmConnection, replaceCrmSecret } from '#core/crm/index.ts';
import { notFound, requirePermission } from '#core/kernel/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { checkCrmKind, crmSecret } from '../../parse/crm-kind.ts';
import { CrmReport, CrmTestInput } from '../../schemas/crm.ts';

export const testCrm = (outside: Outside): Operation => operation({
  id: 'crm.test',
  method: 'POST',
  path: '/native/v1/crm/test',
  tag: 'CRM',
  summary: 'Signs in and reads one of each, step by step; changes nothing. Without a secret, the stored one is used',
  body: CrmTestInput,
  response: CrmReport,
  ignoresRequestKey: true, // what a refresh token is replaced by must be kept, whatever comes of the rest
  async handle({ act, snapshot, change, body: { kind, secret } }) {
    requirePermission(act, 'settings.write');
    checkCrmKind(outside.crm, kind);
    const key = await outside.key();
    const found = await snapshot(async (tx) => {
      const connection = await findCrmConnection(tx, act, kind);
      return connection && openCrmConnection(tx, act, key, connection.id);
    });
    if (secret === undefined && found === null) throw notFound('connection');
    const steps = await outside.crm.look(kind, {
      accountId: act.accountId, settings: found?.settings ?? {}, secret: secret === undefined ? found!.secret : crmSecret(outside, kind, secret), emailProperty: found?.emailProperty ?? 'email', file: async () => null,
      ...(secret === undefined && { onSecret: (fresh) => change((tx) => replaceCrmSecret(tx, act, key, found!.id, fresh)) }),
    });
    return { ok: steps.every(({ ok }) => ok), steps: steps.map((step) => ({ ...step, values: { ...step.values } })) };
  },
});
