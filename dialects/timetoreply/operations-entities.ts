import type { Outside } from '#core/channels/index.ts';
import type { Operation } from '#http/index.ts';
import { createContacts } from './endpoints/contacts/create-contacts.ts';
import { deleteContact, deleteContacts } from './endpoints/contacts/delete-contact.ts';
import { listContacts } from './endpoints/contacts/list-contacts.ts';
import { searchPossibleLeads } from './endpoints/contacts/search-possible-leads.ts';
import { storeContact } from './endpoints/contacts/store-contact.ts';
import { updateContact } from './endpoints/contacts/update-contact.ts';
import { searchEntities } from './endpoints/entities/search-entities.ts';
import { deleteGroupMailbox } from './endpoints/group-mailboxes/delete-group-mailbox.ts';
import { deleteGroupMailboxMembers, listGroupMailboxMembers, storeGroupMailboxMembers } from './endpoints/group-mailboxes/group-mailbox-members.ts';
import { listGroupMailboxes } from './endpoints/group-mailboxes/list-group-mailboxes.ts';
import { showGroupMailbox } from './endpoints/group-mailboxes/show-group-mailbox.ts';
import { storeGroupMailbox } from './endpoints/group-mailboxes/store-group-mailbox.ts';
import { updateGroupMailbox } from './endpoints/group-mailboxes/update-group-mailbox.ts';
import { deleteTeam } from './endpoints/teams/delete-team.ts';
import { listTeams } from './endpoints/teams/list-teams.ts';
import { showTeam } from './endpoints/teams/show-team.ts';
import { storeTeam } from './endpoints/teams/store-team.ts';
import { deleteTeamMembers, listTeamMembers, storeTeamMembers } from './endpoints/teams/team-members.ts';
import { updateTeam } from './endpoints/teams/update-team.ts';
import { inviteAsUsers } from './endpoints/users/invite-as-users.ts';
import type { EntityPorts } from './ports.ts';

/** Whom reports can be made of: search, contacts, group mailboxes, teams; mailboxes that become users (only where there is a world outside to mail to). */
export function entityOperations(ports: EntityPorts, outside?: Outside): Operation[] {
  return [
    searchEntities(ports),
    listContacts(ports),
    storeContact(ports),
    updateContact(ports, 'PUT'),
    updateContact(ports, 'PATCH'),
    deleteContact(ports),
    deleteContacts(ports),
    searchPossibleLeads(ports),
    createContacts(ports),
    listGroupMailboxes(ports),
    storeGroupMailbox(ports),
    showGroupMailbox(ports),
    updateGroupMailbox(ports, 'PUT'),
    updateGroupMailbox(ports, 'PATCH'),
    deleteGroupMailbox(ports),
    listGroupMailboxMembers(ports),
    storeGroupMailboxMembers(ports),
    deleteGroupMailboxMembers(ports),
    listTeams(ports),
    storeTeam(ports),
    showTeam(ports),
    updateTeam(ports, 'PUT'),
    updateTeam(ports, 'PATCH'),
    deleteTeam(ports),
    listTeamMembers(ports),
    storeTeamMembers(ports),
    deleteTeamMembers(ports),
    ...(outside ? [inviteAsUsers(ports, outside)] : []),
  ];
}
