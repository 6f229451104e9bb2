import type { EventType, StoredEvent } from '#core/events/index.ts';
import type { Permission } from '#core/kernel/index.ts';

/** `message` of `message.stored`. */
type Noun = EventType extends `${infer First}.${string}` ? First : never;

/** What one must be allowed to read to be told of events of a noun. A new noun does not compile until it stands here. */
const needed: Readonly<Record<Noun, Permission>> = {
  conversation: 'conversations.read', label: 'conversations.read',
  message: 'conversations.read',
  mail: 'imports.run',
  import: 'imports.run',
  contact: 'contacts.read',
  channel: 'channels.read',
  mailbox: 'channels.read', 'group-mailbox': 'channels.read',
  webhook: 'settings.write', bot: 'channels.read', widget: 'channels.read',
  agent: 'people.read',
  facts: 'reports.read',
  settings: 'settings.read',
  notification: 'conversations.read',
  team: 'people.read',
  menu: 'queues.read',
  queue: 'queues.read',
  interaction: 'conversations.read',
  offer: 'queues.read',
  presence: 'people.read',
  article: 'articles.read', knowledge: 'articles.read',
  crm: 'settings.write',
  statuses: 'people.read', capacity: 'queues.read',
};

/** Whether a person may be told of an event: by permission, and notifications are their owner's alone. */
export function maySee(event: Pick<StoredEvent, 'type' | 'data'>, { userId, permissions }: { readonly userId: number; readonly permissions: ReadonlySet<Permission> }): boolean {
  const [noun = ''] = event.type.split('.', 1);
  const permission = Object.hasOwn(needed, noun) ? needed[noun as Noun] : undefined; // a row of a newer version may have a noun we do not know
  if (permission === undefined || !permissions.has(permission)) return false;
  return noun !== 'notification' || event.data['userId'] === userId;
}
