import type { EntityType } from '../ports.ts';

/** What `type` of the search may be: the document shows `all`; the others are its own words for a model, and its names of lists of them. */
export const entityWords: Readonly<Record<string, readonly EntityType[] | undefined>> = {
  all: undefined,
  Mailbox: ['mailbox'], Agent: ['mailbox'], agents: ['mailbox'],
  Team: ['team'], teams: ['team'],
  'Group Mailbox': ['group-mailbox'], group_mailboxes: ['group-mailbox'],
  'Contact Group': ['contact-group'], customer_groups: ['contact-group'],
  'Lead Source': ['lead-source'], lead_sources: ['lead-source'],
  Contact: ['contact'], customers: ['contact'],
};
