export type { GoalSetting, SettingBodies, SettingKind } from './setting-kinds.ts';
export { getSettingVersions, setSetting, settingAt, type SettingVersion } from './setting-versions.ts';
export { addInternalDomains } from './internal-domains.ts';
