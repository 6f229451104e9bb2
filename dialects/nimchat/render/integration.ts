import type { Integration } from '#core/integrations/index.ts';
import { appIdOf, apps } from '../parse/integration-apps.ts';

/** Keys of others are never shown: only that there is one. */
function settingsOf({ settings, hasSecret }: Integration): Record<string, unknown> {
  return { ...settings, ...(hasSecret && { api_key: '********' }) };
}

export function renderHook(one: Integration, accountId: number) {
  return { id: String(one.id), app_id: appIdOf(one.app), inbox_id: one.channelId === null ? null : String(one.channelId), account_id: String(accountId), status: true, hook_type: one.channelId !== null, settings: settingsOf(one) };
}

export function renderDeployedHook(one: Integration, accountId: number) {
  return { id: one.id, app_id: appIdOf(one.app), inbox: one.channelId === null ? null : { id: one.channelId }, account_id: accountId, status: true, hook_type: apps[appIdOf(one.app)].hookType, settings: settingsOf(one) };
}

export function oneHook(one: Integration, accountId: number, isDeployed: boolean) {
  return isDeployed ? renderDeployedHook(one, accountId) : renderHook(one, accountId);
}
