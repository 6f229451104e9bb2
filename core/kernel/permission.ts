/** Every permission there is; a role is a row of them. `<noun>.read` reads, the others change. */
export const allPermissions = [
  'conversations.read', 'conversations.reply', 'conversations.note', 'conversations.assign', 'conversations.label',
  'conversations.close', 'conversations.merge', 'conversations.delete',
  'contacts.read', 'contacts.write', 'contacts.delete',
  'reports.read', 'reports.export',
  'channels.read', 'channels.write',
  'imports.run',
  'labels.write', 'attributes.write',
  'calendars.read', 'calendars.write', 'settings.read', 'settings.write',
  'people.read', 'people.write', 'roles.write',
  'queues.read', 'queues.write', 'work.handle', 'work.supervise',
  'articles.read', 'articles.write', 'knowledge.write',
  'tokens.own', 'tokens.all',
  'audit.read', 'account.write', 'account.delete',
] as const;

export type Permission = (typeof allPermissions)[number];

export function isPermission(text: string): text is Permission {
  return (allPermissions as readonly string[]).includes(text);
}

const agentPermissions: readonly Permission[] = [
  'conversations.read', 'conversations.reply', 'conversations.note', 'conversations.assign', 'conversations.label',
  'conversations.close', 'conversations.merge', 'contacts.read', 'contacts.write', 'reports.read', 'channels.read',
  'calendars.read', 'settings.read', 'people.read', 'tokens.own', 'queues.read', 'work.handle', 'articles.read',
];

/** The built-in roles; an account may add its own. */
export const builtInRoles: Readonly<Record<'owner' | 'administrator' | 'agent' | 'read-only', readonly Permission[]>> = {
  owner: allPermissions,
  administrator: allPermissions.filter((permission) => permission !== 'account.delete'),
  agent: agentPermissions,
  'read-only': ['conversations.read', 'contacts.read', 'reports.read', 'channels.read', 'calendars.read', 'settings.read', 'people.read', 'tokens.own', 'queues.read', 'articles.read'],
};
