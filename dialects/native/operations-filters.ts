import type { Operation } from '#http/index.ts';
import { addFilterEntriesFile } from './endpoints/mail-filters/add-entries-file.ts';
import { addFilterEntries } from './endpoints/mail-filters/add-entries.ts';
import { changeFilterGroup } from './endpoints/mail-filters/change-group.ts';
import { createFilterGroup } from './endpoints/mail-filters/create-group.ts';
import { deleteFilterGroup } from './endpoints/mail-filters/delete-group.ts';
import { getMailFilters } from './endpoints/mail-filters/get-mail-filters.ts';
import { listFilterEntries } from './endpoints/mail-filters/list-entries.ts';
import { listFilterGroups } from './endpoints/mail-filters/list-groups.ts';
import { listLeftOut } from './endpoints/mail-filters/list-left-out.ts';
import { previewFilters } from './endpoints/mail-filters/preview-filters.ts';
import { removeAllFilterEntries } from './endpoints/mail-filters/remove-all-entries.ts';
import { removeFilterEntries } from './endpoints/mail-filters/remove-entries.ts';
import { setListedOnly } from './endpoints/mail-filters/set-listed-only.ts';

/** Which mail is kept and left out of every figure. */
export const filterOperations: readonly Operation[] = [
  getMailFilters, setListedOnly, listFilterEntries, addFilterEntries, addFilterEntriesFile, removeFilterEntries, removeAllFilterEntries,
  listFilterGroups, createFilterGroup, changeFilterGroup, deleteFilterGroup, previewFilters, listLeftOut,
];
