import type { Static } from '@sinclair/typebox';
import type { FilterEntry, FilterGroup, FilterRule } from '#core/mail-filters/index.ts';
import type { AdvancedFilter, AdvancedFilterWithFilters, BlockedDomains, BlockedEmails } from '../schemas/message-filters.ts';

export const renderDomains = (entries: readonly FilterEntry[]): Static<typeof BlockedDomains> => entries.map(({ id, value }) => ({ id, domain: value }));

export const renderEmails = (entries: readonly FilterEntry[]): Static<typeof BlockedEmails> => (
  entries.map(({ id, value, domainId }) => ({ id, username: value.slice(0, value.lastIndexOf('@')), domain_id: domainId, email_address: value })));

export const renderFilterGroup = ({ id, name, isActive }: FilterGroup, accountId: number): Static<typeof AdvancedFilter> => ({ id, company_id: accountId, name, active: isActive });

export const renderFilterGroupWhole = (group: FilterGroup, accountId: number): Static<typeof AdvancedFilterWithFilters> => (
  { ...renderFilterGroup(group, accountId), message_filters: group.rules.map((rule) => renderRule(rule, group.id)) });

export const renderFilterGroupRow = (group: FilterGroup, accountId: number) => (
  { ...renderFilterGroup(group, accountId), message_filters_count: group.rules.length, message_filters: group.rules.map((rule) => renderRule(rule, group.id)) });

const fields = { from: 'From', to: 'To', cc: 'Cc', subject: 'Subject', label: 'Label' } as const;
const operators = {
  contains: 'contains', 'does-not-contain': 'does not contain', equals: 'equals', 'does-not-equal': 'does not equal',
  'begins-with': 'begins with', 'does-not-begin-with': 'does not begin with', 'ends-with': 'ends with', 'does-not-end-with': 'does not end with',
} as const;

function renderRule({ id, field, operator, joinedBy, value }: FilterRule, groupId: number) {
  return { id, message_filter_group_id: groupId, field: fields[field], operator: operators[operator], type: joinedBy, value };
}
