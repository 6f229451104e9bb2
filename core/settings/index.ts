export type { GoalSetting, SettingBodies, SettingKind } from './setting-kinds.ts';
export { getSettingVersions, lockSettings, setSetting, settingAt, type SettingVersion } from './setting-versions.ts';
export { addInternalDomains, internalDomainsOf, normaliseDomains, setInternalDomains } from './internal-domains.ts';
export { changeOwnGoals, findOwnGoals, getOwnGoalVersions, noOwnGoals, type GoalHolder, type OwnGoals } from './goal-holder.ts';
