import type { Operation } from '#http/index.ts';
import { deleteAdvancedFilter, listAdvancedFilters, storeAdvancedFilter, toggleAdvancedFilter, updateAdvancedFilter } from './endpoints/message-filters/advanced.ts';
import { allThreadFilterData } from './endpoints/message-filters/all-thread-filter-data.ts';
import { blockDomains, listDomainFilters, toggleWhitelisting, unblockAllDomains, unblockDomains } from './endpoints/message-filters/domains.ts';
import { blockEmails, blockEmailsCsv, listEmailFilters, unblockEmails } from './endpoints/message-filters/usernames.ts';
import { deleteCompany } from './endpoints/profile/delete-company.ts';
import { deleteProfile } from './endpoints/profile/delete-profile.ts';
import { updateProfile } from './endpoints/profile/update-profile.ts';
import type { Ports } from './ports.ts';

/** Message filters, and the user's and the company's account. */
export const filterOperations = (ports: Ports): Operation[] => [
  allThreadFilterData(ports),
  listDomainFilters(ports),
  blockDomains(ports),
  unblockDomains(ports),
  unblockAllDomains(ports),
  toggleWhitelisting(ports),
  listEmailFilters(ports),
  blockEmails(ports),
  blockEmailsCsv(ports),
  unblockEmails(ports),
  listAdvancedFilters(ports),
  storeAdvancedFilter(ports),
  updateAdvancedFilter(ports),
  deleteAdvancedFilter(ports),
  toggleAdvancedFilter(ports),
  updateProfile(ports),
  deleteProfile(ports),
  deleteCompany(ports),
];
