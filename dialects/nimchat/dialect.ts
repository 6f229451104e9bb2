import type { Outside } from '#core/channels/index.ts';
import type { Dialect, Operation } from '#http/index.ts';
import { alias } from './account-operation.ts';
import { tokenDoor } from './auth.ts';
import { showProfile } from './endpoints/profile/show.ts';
import { createAgent } from './endpoints/agents/create.ts';
import { deleteAgent } from './endpoints/agents/delete.ts';
import { listAgents } from './endpoints/agents/list.ts';
import { updateAgent } from './endpoints/agents/update.ts';
import { createAgentBot } from './endpoints/agent-bots/create.ts';
import { deleteAgentBot } from './endpoints/agent-bots/delete.ts';
import { listAgentBots } from './endpoints/agent-bots/list.ts';
import { showAgentBot } from './endpoints/agent-bots/show.ts';
import { updateAgentBot } from './endpoints/agent-bots/update.ts';
import { showInboxBot } from './endpoints/inboxes/agent-bot.ts';
import { setInboxBot } from './endpoints/inboxes/set-agent-bot.ts';
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
import { listApps } from './endpoints/integrations/apps.ts';
import { createHook } from './endpoints/integrations/create-hook.ts';
import { deleteHook } from './endpoints/integrations/delete-hook.ts';
import { processHookEvent } from './endpoints/integrations/process-event.ts';
import { updateHook } from './endpoints/integrations/update-hook.ts';
import { createMessage } from './endpoints/messages/create.ts';
import { deleteMessage } from './endpoints/messages/delete.ts';
import { listMessages } from './endpoints/messages/list.ts';
import { createPortalArticle } from './endpoints/portals/create-article.ts';
import { createPortalCategory } from './endpoints/portals/create-category.ts';
import { createPortal } from './endpoints/portals/create.ts';
import { listPortals } from './endpoints/portals/list.ts';
import { updateNamedPortal, updatePortal } from './endpoints/portals/update.ts';
import { platformAccountUsers } from './endpoints/platform/account-users.ts';
import { platformAgentBots } from './endpoints/platform/agent-bots.ts';
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
import { createAutomationRule } from './endpoints/automation-rules/create.ts';
import { deleteAutomationRule } from './endpoints/automation-rules/delete.ts';
import { listAutomationRules } from './endpoints/automation-rules/list.ts';
import { showAutomationRule } from './endpoints/automation-rules/show.ts';
import { updateAutomationRule } from './endpoints/automation-rules/update.ts';
import { createCannedResponse } from './endpoints/canned-responses/create.ts';
import { deleteCannedResponse } from './endpoints/canned-responses/delete.ts';
import { listCannedResponses } from './endpoints/canned-responses/list.ts';
import { updateCannedResponse } from './endpoints/canned-responses/update.ts';
import { createWebhook } from './endpoints/webhooks/create.ts';
import { deleteWebhook } from './endpoints/webhooks/delete.ts';
import { listWebhooks } from './endpoints/webhooks/list.ts';
import { updateWebhook } from './endpoints/webhooks/update.ts';
import { errors } from './errors.ts';
import { publicOperations } from './public/operations.ts';
import { limits } from './limits.ts';
import { convertInput } from './parse/convert-input.ts';

/** The published API of nimchat, first part: people, inboxes, contacts, conversations and messages. */
export function nimchat(outside: Outside): Dialect {
  return {
    name: 'nimchat',
    title: 'nimchat API',
    description: 'Agents, inboxes, contacts, conversations, messages, teams, custom attributes, saved filters, canned responses, agent bots, webhooks, integrations and the help center. 3,000 requests a minute for each address.',
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
      showInboxBot(outside),
      setInboxBot,
      // agent bots
      createAgentBot(outside),
      deleteAgentBot,
      listAgentBots(outside),
      showAgentBot(outside),
      updateAgentBot(outside),
      // webhooks
      createWebhook(outside),
      deleteWebhook,
      listWebhooks,
      updateWebhook(outside),
      // integrations
      listApps,
      createHook(outside),
      deleteHook,
      processHookEvent(outside),
      updateHook(outside),
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
      // help center
      createPortal,
      listPortals,
      updatePortal,
      updateNamedPortal,
      createPortalCategory,
      createPortalArticle,
      // the public client API
      ...publicOperations(outside),
      // automation rules
      createAutomationRule(outside),
      deleteAutomationRule,
      listAutomationRules,
      showAutomationRule,
      updateAutomationRule(outside),
      // reports
      conversationMetrics,
      showReport,
      summariseReport,
      // platform: for programs that run accounts from outside
      ...platformAccounts,
      ...platformAccountUsers,
      ...platformUsers,
      ...platformAgentBots(outside),
      // as an older description has them
      ...[listTeamMembers, createTeamMembers, updateTeamMembers, deleteTeamMembers].map(withoutVersion),
    ],
  };
}

function withoutVersion(operation: Operation): Operation {
  return alias(operation, { id: `${operation.id}.without-version`, path: operation.path.replace('/api/v1', '') });
}
