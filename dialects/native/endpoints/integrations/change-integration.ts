import type { Outside } from '#core/channels/index.ts';
import { changedProgram, changeIntegration as change, getIntegration } from '#core/integrations/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { checkCallUrl } from '#core/webhooks/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { integrationViews } from '../../render/integration.ts';
import { Integration, IntegrationChange } from '../../schemas/integrations.ts';
import { IdParams } from '../../schemas/shared.ts';

export const changeIntegration = (outside: Outside): Operation => operation({
  id: 'integrations.change',
  method: 'PATCH',
  path: '/native/v1/integrations/{id}',
  tag: 'Integrations',
  summary: 'Another address, model or key; what is not named stays',
  params: IdParams,
  body: IntegrationChange,
  response: Integration,
  async handle({ act, change: within, params, body }) {
    requirePermission(act, 'settings.write');
    const url = body.url === undefined ? undefined : checkCallUrl('url', body.url);
    if (url !== undefined) await outside.checkTarget('url', url);
    const key = await outside.key();
    return within(async (tx) => {
      const changed = await change(tx, act, key, params.id, changedProgram(await getIntegration(tx, act, params.id), { ...body, url }));
      if (changed.webhookId !== null) await outside.house.enqueue(tx, act, { kind: 'release-webhook', webhookId: changed.webhookId, hurries: true });
      return (await integrationViews(tx, act, [changed]))[0]!;
    });
  },
});
