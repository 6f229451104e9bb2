import { Type, type Static } from '@sinclair/typebox';
import { FileField } from '#http/index.ts';
import { ContactGroupEntity } from './contact-group.ts';
import { defaultPerPage } from './log-query.ts';
import { Paginator } from './paginator.ts';
import { Closed, Strings } from './php.ts';
import { ReplyTimeGoals } from './reply-time-goals.ts';

const entriesMax = 10_000;
const oneOf = <const W extends readonly string[]>(words: W, description: string) => Type.Unsafe<W[number]>({ type: 'string', enum: [...words], description });
const Page = Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1, description: 'Which page, from 1.' }));
const Direction = Type.Optional(oneOf(['asc', 'desc'], 'Direction of sorting; asc where not given.'));

export const DomainFiltersQuery = Type.Object({ sort_by: Type.Optional(oneOf(['domain'], 'Field to sort by.')), direction: Direction, page: Page });
export const EmailFiltersQuery = Type.Object({ sort_by: Type.Optional(oneOf(['email_address'], 'Field to sort by.')), direction: Direction, page: Page });
export const AdvancedFiltersQuery = Type.Object({ per_page: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: defaultPerPage, description: 'Filters on a page.' })), page: Page });

export const DomainsInput = Type.Object({
  domains: Type.Array(Type.String({ maxLength: 300 }), { minItems: 1, maxItems: entriesMax, description: 'Domains. "*.example.com" means every domain below example.com.' }),
});
export const UsernamesInput = Type.Object({ usernames: Type.Array(Type.String({ maxLength: 320 }), { minItems: 1, maxItems: entriesMax, description: 'Email addresses.' }) });
export const UploadInput = Type.Object({ upload: Type.Optional(FileField('A CSV of email addresses, 1 MiB at most.')) });
export const WhitelistingInput = Type.Object({ whitelisting: Type.Optional(Type.Boolean({ description: 'On or off; not given: the other way round.' })) });

export const filterFieldWords = ['From', 'To', 'Cc', 'Subject', 'Label'] as const;
export const filterOperatorWords = ['does not begin with', 'does not end with', 'does not equal', 'does not contain', 'begins with', 'ends with', 'equals', 'contains'] as const;
const FilterPart = {
  field: oneOf(filterFieldWords, 'The field to filter on.'),
  operator: oneOf(filterOperatorWords, 'How it is compared.'),
  type: oneOf(['and', 'or'], 'How it is joined to the filter before it.'),
  value: Type.String({ minLength: 1, maxLength: 500, description: 'What it is compared with.' }),
};
const FilterInput = Type.Object(FilterPart);
export type FilterInput = Static<typeof FilterInput>;

export const AdvancedFilterInput = Type.Object({
  filterName: Type.String({ minLength: 1, maxLength: 200, description: 'The name of the Advanced Filter.' }),
  filters: Type.Optional(Type.Array(FilterInput, { maxItems: 50, description: 'What a mail has to meet to be counted.' })),
});

const name = { id: Type.Integer(), company_id: Type.Integer(), name: Type.String(), active: Type.Boolean() };
const MessageFilter = Closed({ id: Type.Integer(), message_filter_group_id: Type.Integer(), ...FilterPart, value: Type.String() });
export const AdvancedFilter = Closed(name);
export const AdvancedFilterWithFilters = Closed({ ...name, message_filters: Type.Array(MessageFilter) });
export const AdvancedFilterPage = Paginator(Closed({ ...name, message_filters_count: Type.Integer(), message_filters: Type.Array(MessageFilter) }));

export const DomainFilters = Closed({ domains: Paginator(Type.String()), whitelisting: Type.Boolean() });
export const BlockedDomains = Type.Array(Closed({ id: Type.Integer(), domain: Type.String() }));
export const EmailFilters = Paginator(Type.String());
export const BlockedEmails = Type.Array(Closed({ id: Type.Integer(), username: Type.String(), domain_id: Type.Integer(), email_address: Type.String() }));
export const UploadedEmails = Strings;
export const FilterStatus = Closed({ status: Type.String() });

const Entity = Closed({ id: Type.Integer(), name: Type.String(), email_usernames: Strings, model_type: Type.String(), icon: Type.String() });
const Entities = Type.Array(Entity);

export const AllThreadFilterData = Closed({
  advanced_filters_count: Closed({ active: Type.Integer(), total: Type.Integer() }),
  domain_and_email_filters: Closed({ domains: Type.Integer(), emails: Type.Integer() }),
  agents: Entities,
  teams: Entities,
  group_mailboxes: Entities,
  customer_groups: Type.Array(ContactGroupEntity),
  customers: Entities,
  lead_sources: Entities,
  labels: Strings,
  goals: ReplyTimeGoals,
});
