export { findFilteredMails, type FilteredMailPage, type FilteredMailRow } from './find-filtered-mails.ts';
export { previewFilters, previewDays, type FiltersEffect, type FilterExample } from './preview-filters.ts';
