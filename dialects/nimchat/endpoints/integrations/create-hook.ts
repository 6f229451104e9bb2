import type { Outside } from '#core/channels/index.ts';
import { createIntegration } from '#core/integrations/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { checkCallUrl } from '#core/webhooks/index.ts';
import type { Operation } from '#http/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { newIntegration, targetsOf } from '../../parse/integration-apps.ts';
import { oneHook } from '../../render/integration.ts';
import { HookInput, OneHook } from '../../schemas/integration.ts';

export const createHook = (outside: Outside): Operation => accountOperation({
  id: 'integrations.hooks.create', method: 'POST', path: '/integrations/hooks', tag: 'Integrations', summary: 'Connect an app',
  body: HookInput, response: OneHook,
  async handle({ act, change, principal, body: { app_id: appId, inbox_id: inboxId = null, settings = {} } }) {
    requirePermission(act, 'settings.write');
    const input = newIntegration(appId, settings, inboxId);
    for (const url of targetsOf(input)) await outside.checkTarget('settings', checkCallUrl('settings', url));
    const key = await outside.key();
    return change(async (tx) => oneHook(await createIntegration(tx, act, key, input), act.accountId, isDeployed(principal)));
  },
});
