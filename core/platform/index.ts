export { authenticatePlatformApp, createPlatformApp, findPlatformApps, revokePlatformApp, type PlatformApp } from './apps.ts';
export { findGrants, grantTo, requireGrant } from './grants.ts';
export type { GrantNoun, PlatformCaller } from './platform-app.ts';
export { changePlatformAccount, createPlatformAccount, deletePlatformAccount, getPlatformAccount } from './platform-accounts.ts';
export { addPlatformMember, findPlatformMembers, removePlatformMember, type PlatformMember, type PlatformRole } from './platform-members.ts';
export { changePlatformUser, createPlatformUser, deletePlatformUser, getPlatformUser, linkPlatformUser, signInByLink, type PlatformUser, type PlatformUserInput } from './platform-users.ts';
export { changeBotOfApp, createBotOfApp, deleteBotOfApp, findBotsOfApp, getBotOfApp } from './platform-agent-bots.ts';
