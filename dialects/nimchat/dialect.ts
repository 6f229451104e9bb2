import type { Outside } from '#core/channels/index.ts';
import type { Dialect, Operation } from '#http/index.ts';
import { alias } from './account-operation.ts';
import { tokenDoor } from './auth.ts';
import { showProfile } from './endpoints/profile/show.ts';
import { createAgent } from './endpoints/agents/create.ts';
import { deleteAgent } from './endpoints/agents/delete.ts';
import { listAgents } from './endpoints/agents/list.ts';
import { updateAgent } from './endpoints/agents/update.ts';
import { createInbox } from './endpoints/inboxes/create.ts';
import { listInboxes } from './endpoints/inboxes/list.ts';
import { showInbox } from './endpoints/inboxes/show.ts';
import { updateInbox } from './endpoints/inboxes/update.ts';
import { createInboxMembers } from './endpoints/inbox-members/create.ts';
import { deleteInboxMembers, deleteMembersOfInbox } from './endpoints/inbox-members/delete.ts';
import { listInboxMembers } from './endpoints/inbox-members/list.ts';
import { updateInboxMembers } from './endpoints/inbox-members/update.ts';
import { listContactConversations } from './endpoints/contacts/conversations.ts';
import { createContactInbox } from './endpoints/contacts/create-contact-inbox.ts';
import { createContact } from './endpoints/contacts/create.ts';
import { deleteContact } from './endpoints/contacts/delete.ts';
import { filterContacts } from './endpoints/contacts/filter.ts';
import { listContactableInboxes } from './endpoints/contacts/list-contactable-inboxes.ts';
import { listContacts } from './endpoints/contacts/list.ts';
import { searchContacts } from './endpoints/contacts/search.ts';
import { showContact } from './endpoints/contacts/show.ts';
import { updateContact } from './endpoints/contacts/update.ts';
import { assignConversation } from './endpoints/conversations/assign.ts';
import { createConversation } from './endpoints/conversations/create.ts';
import { filterConversations } from './endpoints/conversations/filter.ts';
import { listConversationLabels } from './endpoints/conversations/list-labels.ts';
import { listConversations } from './endpoints/conversations/list.ts';
import { conversationMeta } from './endpoints/conversations/meta.ts';
import { setConversationCustomAttributes } from './endpoints/conversations/set-custom-attributes.ts';
import { setConversationLabels } from './endpoints/conversations/set-labels.ts';
import { showConversation } from './endpoints/conversations/show.ts';
import { togglePriority } from './endpoints/conversations/toggle-priority.ts';
import { toggleStatus } from './endpoints/conversations/toggle-status.ts';
import { getFile } from './endpoints/files/get.ts';
import { createMessage } from './endpoints/messages/create.ts';
import { deleteMessage } from './endpoints/messages/delete.ts';
import { listMessages } from './endpoints/messages/list.ts';
import { platformAccountUsers } from './endpoints/platform/account-users.ts';
import { platformAccounts } from './endpoints/platform/accounts.ts';
import { platformUsers } from './endpoints/platform/users.ts';
import { conversationMetrics } from './endpoints/reports/conversations.ts';
import { showReport } from './endpoints/reports/show.ts';
import { summariseReport } from './endpoints/reports/summary.ts';
import { createTeam } from './endpoints/teams/create.ts';
import { deleteTeam } from './endpoints/teams/delete.ts';
import { listTeams } from './endpoints/teams/list.ts';
import { showTeam } from './endpoints/teams/show.ts';
import { updateTeam } from './endpoints/teams/update.ts';
import { createTeamMembers } from './endpoints/team-members/create.ts';
import { deleteTeamMembers } from './endpoints/team-members/delete.ts';
import { listTeamMembers } from './endpoints/team-members/list.ts';
import { updateTeamMembers } from './endpoints/team-members/update.ts';
import { createCustomAttributeDefinition } from './endpoints/custom-attribute-definitions/create.ts';
import { deleteCustomAttributeDefinition } from './endpoints/custom-attribute-definitions/delete.ts';
import { listCustomAttributeDefinitions } from './endpoints/custom-attribute-definitions/list.ts';
import { showCustomAttributeDefinition } from './endpoints/custom-attribute-definitions/show.ts';
import { updateCustomAttributeDefinition } from './endpoints/custom-attribute-definitions/update.ts';
import { createCustomFilter } from './endpoints/custom-filters/create.ts';
import { deleteCustomFilter } from './endpoints/custom-filters/delete.ts';
import { listCustomFilters } from './endpoints/custom-filters/list.ts';
import { showCustomFilter } from './endpoints/custom-filters/show.ts';
import { updateCustomFilter } from './endpoints/custom-filters/update.ts';
import { createCannedResponse } from './endpoints/canned-responses/create.ts';
import { deleteCannedResponse } from './endpoints/canned-responses/delete.ts';
import { listCannedResponses } from './endpoints/canned-responses/list.ts';
import { updateCannedResponse } from './endpoints/canned-responses/update.ts';
import { errors } from './errors.ts';
import { publicOperations } from './public/operations.ts';
import { limits } from './limits.ts';
import { convertInput } from './parse/convert-input.ts';

/** The published API of nimchat, first part: people, inboxes, contacts, conversations and messages. */
export function nimchat(outside: Outside): Dialect {
  return {
    name: 'nimchat',
    title: 'nimchat API',
    description: 'Agents, inboxes, contacts, conversations, messages, teams, custom attributes, saved filters and canned responses. 3,000 requests a minute for each address.',
    prefixes: ['/api/v1', '/accounts', '/api/v2/accounts', '/platform', '/public', '/survey', '/cable'],
    door: tokenDoor,
    limits,
    errors,
    convert: convertInput,
    operations: [
      // profile
      showProfile,
      // agents
      createAgent,
      deleteAgent,
      listAgents,
      updateAgent,
      // inboxes
      createInbox(outside),
      listInboxes,
      showInbox,
      updateInbox(outside),
      // inbox members
      createInboxMembers,
      deleteInboxMembers,
      deleteMembersOfInbox,
      listInboxMembers,
      updateInboxMembers,
      // contacts
      listContactConversations(outside),
      createContactInbox,
      createContact,
      deleteContact,
      filterContacts,
      listContactableInboxes,
      listContacts,
      searchContacts,
      showContact,
      updateContact,
      // conversations
      assignConversation,
      createConversation,
      filterConversations(outside),
      listConversationLabels,
      listConversations(outside),
      conversationMeta,
      setConversationCustomAttributes,
      setConversationLabels,
      showConversation(outside),
      togglePriority,
      toggleStatus,
      // messages
      createMessage(outside),
      deleteMessage(outside),
      getFile(outside),
      listMessages(outside),
      // teams
      createTeam,
      deleteTeam,
      listTeams,
      showTeam,
      updateTeam,
      // team members
      createTeamMembers,
      deleteTeamMembers,
      listTeamMembers,
      updateTeamMembers,
      // custom attribute definitions
      createCustomAttributeDefinition,
      deleteCustomAttributeDefinition,
      listCustomAttributeDefinitions,
      showCustomAttributeDefinition,
      updateCustomAttributeDefinition,
      // custom filters
      createCustomFilter,
      deleteCustomFilter,
      listCustomFilters,
      showCustomFilter,
      updateCustomFilter,
      // canned responses
      createCannedResponse,
      deleteCannedResponse,
      listCannedResponses,
      updateCannedResponse,
      // the public client API
      ...publicOperations(outside),
      // reports
      conversationMetrics,
      showReport,
      summariseReport,
      // platform: for programs that run accounts from outside
      ...platformAccounts,
      ...platformAccountUsers,
      ...platformUsers,
      // as an older description has them
      ...[listTeamMembers, createTeamMembers, updateTeamMembers, deleteTeamMembers].map(withoutVersion),
    ],
  };
}

function withoutVersion(operation: Operation): Operation {
  return alias(operation, { id: `${operation.id}.without-version`, path: operation.path.replace('/api/v1', '') });
}
