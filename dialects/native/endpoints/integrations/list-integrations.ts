import { findIntegrations } from '#core/integrations/index.ts';
import { operation } from '#http/index.ts';
import { integrationViews } from '../../render/integration.ts';
import { Integrations } from '../../schemas/integrations.ts';

export const listIntegrations = operation({
  id: 'integrations.list',
  method: 'GET',
  path: '/native/v1/integrations',
  tag: 'Integrations',
  summary: 'Programs of others that the account is connected with, and how they stand',
  response: Integrations,
  handle: async ({ act, snapshot }) => ({ items: await snapshot(async (tx) => integrationViews(tx, act, await findIntegrations(tx, act))), next: null }),
});
