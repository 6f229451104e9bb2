import type { Static } from '@sinclair/typebox';
import type { ContactGroup } from '../ports.ts';
import type { ContactGroupEntity, ContactGroupMembers, ContactGroupRow } from '../schemas/contact-group.ts';

const valuesOf = ({ members }: ContactGroup, wanted: 'address' | 'domain'): string[] => members.filter(({ kind }) => kind === wanted).map(({ value }) => value);

export function renderContactGroupRow(group: ContactGroup, accountId: number): Static<typeof ContactGroupRow> {
  const emails = valuesOf(group, 'address');
  const domains = valuesOf(group, 'domain');
  return {
    id: group.id, company_id: accountId, name: group.name, crm_type: group.crmKind, customer_emails: emails, customer_domains: domains, user_permissions: [],
    search_string: [group.name, ...emails, ...domains].join(' '),
  };
}

export function renderContactGroup(group: ContactGroup): Static<typeof ContactGroupEntity> {
  return { id: group.id, name: group.name, email_usernames: valuesOf(group, 'address'), customer_domains: valuesOf(group, 'domain'), model_type: 'Contact Group', icon: 'user-friends' };
}

export function renderGroupMembers(group: ContactGroup): Static<typeof ContactGroupMembers> {
  return { id: group.id, name: group.name, members: { emails: valuesOf(group, 'address'), domains: valuesOf(group, 'domain') } };
}
