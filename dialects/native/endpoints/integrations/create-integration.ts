import type { Outside } from '#core/channels/index.ts';
import { createIntegration as create, newProgram } from '#core/integrations/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { checkCallUrl } from '#core/webhooks/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { integrationViews } from '../../render/integration.ts';
import { Integration, NewIntegration } from '../../schemas/integrations.ts';

export const createIntegration = (outside: Outside): Operation => operation({
  id: 'integrations.create',
  method: 'POST',
  path: '/native/v1/integrations',
  tag: 'Integrations',
  summary: 'Connects a team chat, a program that answers in a channel, or a model that drafts. Subscriptions are made with webhooks',
  status: 201,
  body: NewIntegration,
  response: Integration,
  async handle({ act, change, body }) {
    requirePermission(act, 'settings.write');
    const url = checkCallUrl('url', body.url);
    await outside.checkTarget('url', url);
    const key = await outside.key();
    return change(async (tx) => (await integrationViews(tx, act, [await create(tx, act, key, newProgram({ ...body, url }))]))[0]!);
  },
});
