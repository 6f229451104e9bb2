import type { Operation } from '#http/index.ts';
import { changeContactGroup } from './endpoints/contact-groups/change-contact-group.ts';
import { createContactGroup } from './endpoints/contact-groups/create-contact-group.ts';
import { deleteContactGroup } from './endpoints/contact-groups/delete-contact-group.ts';
import { listContactGroups } from './endpoints/contact-groups/list-contact-groups.ts';
import { changeGroupMailbox } from './endpoints/group-mailboxes/change-group-mailbox.ts';
import { createGroupMailbox } from './endpoints/group-mailboxes/create-group-mailbox.ts';
import { deleteGroupMailbox } from './endpoints/group-mailboxes/delete-group-mailbox.ts';
import { listGroupMailboxes } from './endpoints/group-mailboxes/list-group-mailboxes.ts';
import { ownGoalOperations } from './endpoints/group-mailboxes/own-goals.ts';
import { setGroupMailboxMembers } from './endpoints/group-mailboxes/set-group-mailbox-members.ts';
import { changeLeadSource, createLeadSource, deleteLeadSource, listLeadSources } from './endpoints/lead-sources/lead-sources.ts';

/** Whom reports can be made of: group mailboxes, contact groups, lead sources, and goals of their own. */
export const entityOperations: readonly Operation[] = [
  listGroupMailboxes, createGroupMailbox, changeGroupMailbox, deleteGroupMailbox, setGroupMailboxMembers,
  ...ownGoalOperations,
  listContactGroups, createContactGroup, changeContactGroup, deleteContactGroup,
  listLeadSources, createLeadSource, changeLeadSource, deleteLeadSource,
];
