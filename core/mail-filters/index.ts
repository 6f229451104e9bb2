export * from './mail-filters.ts';
export { blockEntries, setListedOnly, unblockAll, unblockEntries } from './block-entries.ts';
export { checkFilterAddress, checkFilterDomain, comparableAddress, comparableDomain } from './filter-value.ts';
export { changeFilterGroup, checkFilterRules, createFilterGroup, deleteFilterGroup, toggleFilterGroup, type NewFilterGroup } from './filter-groups.ts';
export { countFilters, findFilterEntries, findFilterGroups, getFilterGroup, type FilterCounts, type FilterEntryPage } from './find-filters.ts';
export { judgeMail, meetsRules, type FilteredMail, type FilteredParty, type MailFilters } from './judge-mail.ts';
export { draftedFilters, type EntriesDraft, type FiltersDraft } from './drafted-filters.ts';
export { areLabelsFiltered, loadMailFilters } from './load-mail-filters.ts';
export { parseFilterFile } from './parse-filter-file.ts';
