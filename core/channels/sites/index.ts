export { changeSite, setSiteQueueId, type SiteChange } from './change-site.ts';
export { createSite } from './create-site.ts';
export { findSites, getSite, type Site } from './find-sites.ts';
export { isPageAllowed } from './is-page-allowed.ts';
export { noteSiteSeen } from './note-site-seen.ts';
export { defaultSiteSettings, type PreChatField, type ProactiveGreeting, type SiteFeatures, type SiteSettings } from './site-settings.ts';
