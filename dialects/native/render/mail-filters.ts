import type { FiltersEffect as Effect } from '#core/analytics/index.ts';
import type { FilterGroup as Group } from '#core/mail-filters/index.ts';
import type { FilterGroup, FiltersEffect } from '../schemas/mail-filters.ts';

export const renderFilterGroup = ({ id, name, isActive, rules }: Group): FilterGroup => (
  { id, name, isActive, rules: rules.map(({ field, operator, joinedBy, value }) => ({ field, operator, joinedBy, value })) });

export const renderFiltersEffect = ({ examples, ...effect }: Effect): FiltersEffect => ({ ...effect, examples: examples.map((example) => ({ ...example })) });
