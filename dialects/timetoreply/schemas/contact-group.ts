import { Type } from '@sinclair/typebox';
import { FileField } from '#http/index.ts';
import { defaultPerPage } from './log-query.ts';
import { Paginator } from './paginator.ts';
import { Closed, Nullable, Strings } from './php.ts';

const membersMax = 10_000;
const Name = Type.String({ minLength: 1, maxLength: 255, description: 'The name of the Contact Group.' });
const Emails = Type.Array(Type.String({ maxLength: 320 }), { maxItems: membersMax, description: 'Email addresses of contacts.' });
const Domains = Type.Array(Type.String({ maxLength: 255 }), { maxItems: membersMax, description: 'Domains of contacts.' });

const groupColumns = ['id', 'name'] as const;

/** Columns of the list that it is sorted by; the document names `name`. */
export const ContactGroupsQuery = Type.Object({
  sort_by: Type.Optional(Type.Unsafe<typeof groupColumns[number]>({ type: 'string', enum: [...groupColumns], description: 'Field to sort by; name where not given.' })),
  direction: Type.Optional(Type.Unsafe<'asc' | 'desc'>({ type: 'string', enum: ['asc', 'desc'], description: 'Direction of sorting; asc where not given.' })),
  per_page: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: defaultPerPage, description: 'Groups on a page.' })),
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1, description: 'Which page, from 1.' })),
  search: Type.Optional(Type.String({ maxLength: 320, description: 'Text in the name, an address or a domain.' })),
});

export const ContactGroupInput = Type.Object({
  name: Name,
  emails: Type.Optional(Emails),
  domains: Type.Optional(Domains),
  upload: Type.Optional(FileField('A CSV of domains and email addresses.')),
});

export const EmailInput = Type.Object({ email: Type.String({ minLength: 1, maxLength: 320, description: 'An email address.' }) });
export const DomainInput = Type.Object({ domain: Type.String({ minLength: 1, maxLength: 255, description: 'A domain.' }) });
export const MembersInput = Type.Object({
  membersToRemove: Type.Array(Type.String({ maxLength: 320 }), { minItems: 1, maxItems: membersMax, description: 'Email addresses and domains to take away.' }),
});

/** As the list shows it. `user_permissions`: nobody is kept from a group, so it is empty; `crm_type`: null where no CRM made it. */
export const ContactGroupRow = Closed({
  id: Type.Integer(),
  company_id: Type.Integer(),
  name: Type.String(),
  crm_type: Nullable(Type.String()),
  customer_emails: Strings,
  customer_domains: Strings,
  user_permissions: Type.Array(Type.Integer()),
  search_string: Type.String(),
});
export const ContactGroupPage = Paginator(ContactGroupRow);

/** As it is shown alone. */
export const ContactGroupEntity = Closed({
  id: Type.Integer(), name: Type.String(), email_usernames: Strings, customer_domains: Strings, model_type: Type.String(), icon: Type.String(),
});

/** As every change of it answers. */
export const ContactGroupMembers = Closed({ id: Type.Integer(), name: Type.String(), members: Closed({ emails: Strings, domains: Strings }) });

export const Status = Closed({ status: Type.String() });
