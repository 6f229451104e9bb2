import { findIntegrations } from '#core/integrations/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { appIds, apps } from '../../parse/integration-apps.ts';
import { renderDeployedHook, renderHook } from '../../render/integration.ts';
import { AppList } from '../../schemas/integration.ts';

export const listApps = accountOperation({
  id: 'integrations.apps', method: 'GET', path: '/integrations/apps', tag: 'Integrations', summary: 'What can be connected, and what is',
  response: AppList,
  handle: ({ act, snapshot, principal }) => snapshot(async (tx) => {
    const all = await findIntegrations(tx, act);
    const of = (id: (typeof appIds)[number]) => {
      const { app, name, description, hookType, allowsSeveral } = apps[id];
      const hooks = all.filter((one) => one.app === app);
      return { shown: { id, name, description, hook_type: hookType, enabled: hooks.length > 0, allow_multiple_hooks: allowsSeveral }, hooks };
    };
    return isDeployed(principal)
      ? { payload: appIds.map(of).map(({ shown, hooks }) => ({ ...shown, hooks: hooks.map((one) => renderDeployedHook(one, act.accountId)) })) }
      : appIds.map(of).map(({ shown, hooks }) => ({ ...shown, hooks: hooks.map((one) => renderHook(one, act.accountId)) }));
  }),
});
