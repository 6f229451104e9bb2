/**
 * The modules of core, left to right: a module may import from those before it, through their `index.ts`, and never from those after it.
 * Influence to the right goes by events. A new module gets its place here, as far left as it can stand.
 */
export const CORE_ORDER: readonly string[] = [
  'kernel', 'events', 'audit',
  'accounts', 'people', 'contacts', 'settings', 'calendars', 'files', 'labels', 'mail-filters', 'canned-responses', 'crm', 'channels', 'extensions', 'public-ids',
  'conversations', 'interactions', 'knowledge',
  'presence', 'queues', 'routing', 'sla', 'ratings',
  'automation', 'webhooks', 'bots', 'integrations', 'platform', 'notifications',
  'desk', 'analytics', 'reports',
];
