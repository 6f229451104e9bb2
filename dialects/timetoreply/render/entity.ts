import type { Static } from '@sinclair/typebox';
import type { Entity, EntityType } from '../ports.ts';
import type { EntityRow, PlainEntity } from '../schemas/entity.ts';

/** The document's word for each, and the icon that its pages show. */
const shown: Readonly<Record<EntityType, readonly [model: string, icon: string]>> = {
  mailbox: ['Mailbox', 'user-plus'],
  team: ['Team', 'handshake'],
  'group-mailbox': ['Group Mailbox', 'users'],
  'contact-group': ['Contact Group', 'user-friends'],
  'lead-source': ['Lead Source', 'square-list'],
  contact: ['Contact', 'user'],
};

export function renderEntity({ type, id, name, addresses, domains }: Entity): Static<typeof EntityRow> {
  const [model_type, icon] = shown[type];
  const email_usernames = [...addresses];
  return type === 'contact-group' ? { id, name, email_usernames, customer_domains: [...domains], model_type, icon } : { id, name, email_usernames, model_type, icon };
}

export function renderPlainEntity({ type, id, name, addresses }: Omit<Entity, 'domains'>): Static<typeof PlainEntity> {
  const [model_type, icon] = shown[type];
  return { id, name, email_usernames: [...addresses], model_type, icon };
}
