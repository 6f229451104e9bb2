import type { Outside } from '#core/channels/index.ts';
import { changeIntegration, getIntegration } from '#core/integrations/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { checkCallUrl } from '#core/webhooks/index.ts';
import type { Operation } from '#http/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { appIdOf, changedIntegration, targetsOf } from '../../parse/integration-apps.ts';
import { oneHook } from '../../render/integration.ts';
import { HookChange, OneHook } from '../../schemas/integration.ts';

export const updateHook = (outside: Outside): Operation => accountOperation({
  id: 'integrations.hooks.update', method: 'PATCH', path: '/integrations/hooks/{hook_id}', tag: 'Integrations', summary: 'Change the settings; what is not given stays, keys too',
  body: HookChange, response: OneHook,
  async handle({ act, change, snapshot, principal, params: { hook_id: id }, body: { settings } }) {
    requirePermission(act, 'settings.write');
    const before = await snapshot((tx) => getIntegration(tx, act, id));
    const input = changedIntegration(appIdOf(before.app), before.settings, settings);
    for (const url of targetsOf(input)) await outside.checkTarget('settings', checkCallUrl('settings', url));
    const key = await outside.key();
    return change(async (tx) => oneHook(await changeIntegration(tx, act, key, id, input), act.accountId, isDeployed(principal)));
  },
});
