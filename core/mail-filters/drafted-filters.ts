import { invalid } from '#core/kernel/index.ts';
import { checkEntry } from './block-entries.ts';
import { checkFilterRules } from './filter-groups.ts';
import type { MailFilters } from './judge-mail.ts';
import { filterEntriesMax, type FilterKind, type NewFilterRule } from './mail-filters.ts';

/** A change of filters that is not saved. What is not named stays. */
export interface FiltersDraft {
  readonly countsListedOnly?: boolean | undefined;
  readonly domains?: EntriesDraft | undefined;
  readonly addresses?: EntriesDraft | undefined;
  /** A group as it would be; without an id a new one. Not active, or deleted: `isActive` false. */
  readonly group?: { readonly id?: number | undefined; readonly rules: readonly NewFilterRule[]; readonly isActive: boolean } | undefined;
}

export interface EntriesDraft { readonly add?: readonly string[] | undefined; readonly remove?: readonly string[] | undefined }

/** The filters as a draft would make them; `invalid` as saving it would be. Entries of a draft have the id 0. */
export function draftedFilters(present: MailFilters, draft: FiltersDraft): MailFilters {
  const { group } = draft;
  const rules = group ? checkFilterRules(group.rules, 'group.rules') : [];
  return {
    countsListedOnly: draft.countsListedOnly ?? present.countsListedOnly,
    domains: drafted('domain', present.domains, draft.domains, 'domains'), addresses: drafted('address', present.addresses, draft.addresses, 'addresses'),
    groups: group ? [...present.groups.filter(({ id }) => id !== group.id), { id: group.id ?? 0, isActive: group.isActive, rules }] : present.groups,
  };
}

function drafted(kind: FilterKind, present: ReadonlyMap<string, number>, { add = [], remove = [] }: EntriesDraft = {}, field: string): ReadonlyMap<string, number> {
  for (const list of [add, remove]) if (list.length > filterEntriesMax) throw invalid(field, `must be at most ${filterEntriesMax}`, 'too-many-items', { max: filterEntriesMax });
  const values = new Map(present);
  for (const [at, value] of remove.entries()) values.delete(checkEntry(kind, value, `${field}.remove.${at}`));
  for (const [at, value] of add.entries()) values.set(checkEntry(kind, value, `${field}.add.${at}`), 0);
  return values;
}
