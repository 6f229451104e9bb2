export type FilterKind = 'domain' | 'address';

/** A domain or an address that filters name. */
export interface FilterEntry {
  readonly id: number;
  readonly kind: FilterKind;
  /** Lower case, the domain in ASCII. A domain may begin with `*.`: every domain below it. */
  readonly value: string;
  /** The oldest entry, of either kind, of the same domain. */
  readonly domainId: number;
  readonly createdAt: string;
}

export const filterFields = ['from', 'to', 'cc', 'subject', 'label'] as const;
export type FilterField = (typeof filterFields)[number];

export const filterOperators = ['contains', 'does-not-contain', 'equals', 'does-not-equal', 'begins-with', 'does-not-begin-with', 'ends-with', 'does-not-end-with'] as const;
export type FilterOperator = (typeof filterOperators)[number];

export interface NewFilterRule {
  readonly field: FilterField;
  readonly operator: FilterOperator;
  /** To the rule before it. `or` begins another alternative: a and b or c means (a and b) or c. Of the first rule it means nothing. */
  readonly joinedBy: 'and' | 'or';
  readonly value: string;
}

export interface FilterRule extends NewFilterRule { readonly id: number }

/** A condition: while it is active, only mail that meets it counts. Without rules everything meets it. */
export interface FilterGroup {
  readonly id: number;
  readonly name: string;
  readonly isActive: boolean;
  readonly rules: readonly FilterRule[];
}

/** Why a mail is left out. `not-listed`: only listed domains count, and none of its outside parties is of one. */
export type LeftOut =
  | { readonly because: 'domain' | 'address'; readonly entryId: number }
  | { readonly because: 'not-listed' }
  | { readonly because: 'group'; readonly groupId: number };

/** Entries of each kind, at most. */
export const filterEntriesMax = 10_000;
export const filterGroupsMax = 200;
export const filterRulesMax = 50;
export const filterValueCharsMax = 500;
