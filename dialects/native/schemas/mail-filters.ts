import { Type, type Static } from '@sinclair/typebox';
import { filterEntriesMax, filterFields, filterOperators, filterRulesMax, filterValueCharsMax } from '#core/mail-filters/index.ts';
import { PageOf, pageQuery } from '../paging.ts';
import { Closed, Id, Instant, Nullable, OneOf, Text } from './shared.ts';

const kinds = ['domain', 'address'] as const;

export const MailFilters = Closed({
  countsListedOnly: Type.Boolean({ description: 'Only mail with a listed domain counts; false: the listed ones are left out' }),
  version: Type.Integer({ description: 'Grows with every change; what reports show follows it' }),
  domains: Type.Integer(),
  addresses: Type.Integer(),
  groups: Closed({ active: Type.Integer(), total: Type.Integer() }),
});
export type MailFilters = Static<typeof MailFilters>;

export const ListedOnlyInput = Closed({ countsListedOnly: Type.Boolean() });

export const FilterEntriesQuery = Type.Object({ kind: OneOf(kinds), search: Type.Optional(Text(200)), page: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, default: 1 })) });
export const FilterEntries = Closed({
  items: Type.Array(Closed({ id: Id, value: Type.String({ description: 'Lower case, a domain in ASCII; `*.` in front of a domain: every domain below it' }), createdAt: Instant })),
  total: Type.Integer(), page: Type.Integer(), pages: Type.Integer(),
});
export type FilterEntries = Static<typeof FilterEntries>;

const Values = Type.Array(Type.String({ maxLength: 320 }), { minItems: 1, maxItems: filterEntriesMax });
export const FilterEntriesInput = Closed({ kind: OneOf(kinds), values: Values });
export const FilterEntriesRemoved = Closed({ removed: Type.Integer() });
export const FilterEntriesRemoveAll = Closed({ kind: OneOf(kinds) });
export const FilterEntriesFile = Closed({ kind: OneOf(kinds), csv: Type.String({ maxLength: 1024 * 1024, description: 'A CSV of domains or addresses, 1 MiB at most; refused as a whole, with the lines, where anything else is in it' }) });
export const FilterEntriesAdded = Closed({ listed: Type.Integer({ description: 'How many of the given are listed now, each once' }) });

const Rule = Closed({
  field: OneOf(filterFields),
  operator: OneOf(filterOperators),
  joinedBy: OneOf(['and', 'or'] as const, { description: 'To the rule before it; `or` begins another alternative' }),
  value: Text(filterValueCharsMax, { minLength: 1 }),
});
const Rules = Type.Array(Rule, { maxItems: filterRulesMax });
export const FilterGroup = Closed({ id: Id, name: Type.String(), isActive: Type.Boolean(), rules: Rules });
export type FilterGroup = Static<typeof FilterGroup>;
export const FilterGroups = Closed({ items: Type.Array(FilterGroup) });
export type FilterGroups = Static<typeof FilterGroups>;
export const FilterGroupInput = Closed({ name: Text(200, { minLength: 1 }), rules: Rules, isActive: Type.Optional(Type.Boolean()) });
export const FilterGroupChange = Closed({ name: Type.Optional(Text(200, { minLength: 1 })), rules: Type.Optional(Rules), isActive: Type.Optional(Type.Boolean()) });

const EntriesDraft = Closed({ add: Type.Optional(Type.Array(Type.String({ maxLength: 320 }), { maxItems: filterEntriesMax })), remove: Type.Optional(Type.Array(Type.String({ maxLength: 320 }), { maxItems: filterEntriesMax })) });
export const FiltersDraft = Closed({
  countsListedOnly: Type.Optional(Type.Boolean()),
  domains: Type.Optional(EntriesDraft),
  addresses: Type.Optional(EntriesDraft),
  group: Type.Optional(Closed({ id: Type.Optional(Id), rules: Rules, isActive: Type.Boolean() })),
});
export type FiltersDraft = Static<typeof FiltersDraft>;

const because = OneOf(['domain', 'address', 'not-listed', 'group'] as const);
const Count = Closed({ mails: Type.Integer(), conversations: Type.Integer({ description: 'Of which nothing counts' }) });
export const FiltersEffect = Closed({
  days: Type.Integer(),
  judged: Closed({ mails: Type.Integer(), isAll: Type.Boolean({ description: 'False: the newest 20,000 of more' }) }),
  before: Count, after: Count,
  newlyLeftOut: Type.Integer(), countedAgain: Type.Integer(),
  examples: Type.Array(Closed({ messageId: Id, conversationId: Id, at: Instant, sender: Type.String(), subject: Type.String(), becomes: OneOf(['left-out', 'counted'] as const), because: Nullable(because) })),
});
export type FiltersEffect = Static<typeof FiltersEffect>;

export const LeftOutQuery = Type.Object(pageQuery);
export const LeftOutMails = PageOf(Closed({ messageId: Id, conversationId: Id, at: Instant, sender: Type.String(), subject: Type.String(), because, filter: Nullable(Type.String()) }));
export type LeftOutMails = Static<typeof LeftOutMails>;
