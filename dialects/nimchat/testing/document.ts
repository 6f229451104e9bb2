/** The samples of the published document for the operations that are here, transcribed. `{}` stands for maps whose keys are the caller's own. */

const person = { id: 0, uid: 'string', name: 'string', available_name: 'string', display_name: 'string', email: 'string', account_id: 0, role: 'agent', confirmed: true };
const user = { ...person, custom_attributes: {}, accounts: [{ id: 0, name: 'string', role: 'administrator' }] };
const agent = { ...person, availability_status: 'available', auto_offline: true, custom_attributes: {} };
const inbox = {
  id: 0, name: 'string', website_url: 'string', channel_type: 'string', avatar_url: 'string', widget_color: 'string', website_token: 'string', enable_auto_assignment: true, web_widget_script: 'string',
  welcome_title: 'string', welcome_tagline: 'string', greeting_enabled: true, greeting_message: 'string',
};
const contactInbox = { source_id: 'string', inbox };
const payload = { contact: { email: 'string', name: 'string', phone_number: 'string', thumbnail: 'string', additional_attributes: {}, custom_attributes: {}, contact_inboxes: [contactInbox] } };
const contact = { payload, id: 0, availability_status: 'online' };
const listedContact = { id: 0, payload };
const messageInside = { content: 'string', content_type: 'text', content_attributes: {}, message_type: 'incoming', created_at: 0, private: true, attachment: {}, sender: {}, conversation_id: 0 };
const message = { id: 0, ...messageInside };
const conversation = {
  id: 0, messages: [message], account_id: 0, inbox_id: 0, status: 'open', timestamp: 'string', contact_last_seen_at: 'string', agent_last_seen_at: 'string', unread_count: 0, additional_attributes: {},
  custom_attributes: {}, meta: { sender: { id: 0, name: 'string', thumbnail: 'string', channel: 'string' }, assignee: user },
};
const meta = { mine_count: 0, unassigned_count: 0, assigned_count: 0, all_count: 0 };
const conversations = { data: { meta, payload: [conversation] } };
const definition = {
  id: 0, attribute_display_name: 'string', attribute_display_type: 'string', attribute_description: 'string', attribute_key: 'string', attribute_values: 'string', default_value: 'string', attribute_model: 'string', account_id: 0,
};
const filter = { id: 0, name: 'string', type: 'conversation', query: {}, created_at: '2019-08-24T14:15:22Z', updated_at: '2019-08-24T14:15:22Z' };
const canned = { id: 0, content: 'string', short_code: 'string', account_id: 0 };
/** The document's sample forgets the id, without which no rule could be shown or changed. */
const rule = {
  id: 0, event_name: 'message_created', name: 'string', description: 'string', active: true, actions: [{ action_name: 'add_label', action_params: ['string'] }],
  conditions: [{ attribute_key: 'content', filter_operator: 'contains', values: ['string'], query_operator: 'nil' }], account_id: 0,
};
const team = { id: 0, name: 'string', description: 'string', allow_auto_assign: true, account_id: 0, is_member: true };
const bot = { id: 0, name: 'string', description: 'string', account_id: 0, outgoing_url: 'string' };
const webhook = { id: 0, url: 'string', subscriptions: ['conversation_created'], account_id: 0 };
const hook = { id: 'string', app_id: 'string', inbox_id: 'string', account_id: 'string', status: true, hook_type: true, settings: {} };
const app = { id: 'string', name: 'string', description: 'string', hook_type: 'string', enabled: true, allow_multiple_hooks: true, hooks: [{}] };

const category = { id: 0, description: 'string', locale: 'string', name: 'string', slug: 'string', position: 0, portal_id: 0, account_id: 0, associated_category_id: 0, parent_category_id: 0 };
const article = {
  id: 0, content: 'string', meta: {}, position: 0, status: 'draft', title: 'string', slug: 'string', views: 0, portal_id: 0, account_id: 0, author_id: 0, category_id: 0, folder_id: 0, associated_article_id: 0,
};
const portal = {
  id: 0, archived: true, color: 'string', config: {}, custom_domain: 'string', header_text: 'string', homepage_link: 'string', name: 'string', slug: 'string', page_title: 'string', account_id: 0, categories: [category], articles: [article],
};

const publicContact = { id: 0, source_id: 'string', name: 'string', email: 'string', pubsub_token: 'string' };
const publicConversation = { id: 0, inbox_id: 'string', messages: [message], contact: {} };
const publicMessage = { id: 'string', content: 'string', message_type: 'string', content_type: 'string', content_attributes: 'string', created_at: 'string', conversation_id: 'string', attachments: [{}], sender: {} };
const workingHours = { day_of_week: 0, open_all_day: true, closed_all_day: true, open_hour: 0, open_minutes: 0, close_hour: 0, close_minutes: 0 };

const figures = { avg_first_response_time: 'string', avg_resolution_time: 'string', conversations_count: 0, incoming_messages_count: 0, outgoing_messages_count: 0, resolutions_count: 0 };
const account = { id: 0, name: 'string' };
const accountUser = { account_id: 0, user_id: 0, role: 'string' };

/** Answers by operation. null: the document shows none. */
export const samples: Readonly<Record<string, unknown>> = {
  'profile.show': user,
  'agents.list': [agent], 'agents.create': agent, 'agents.update': agent, 'agents.delete': null,
  'inboxes.list': [inbox], 'inboxes.show': inbox, 'inboxes.create': inbox, 'inboxes.update': inbox,
  'inbox-members.list': [agent], 'inbox-members.create': [agent], 'inbox-members.update': [agent], 'inbox-members.delete': null,
  'agent-bots.list': [bot], 'agent-bots.create': bot, 'agent-bots.show': bot, 'agent-bots.update': bot, 'agent-bots.delete': null, 'inboxes.agent-bot': bot, 'inboxes.set-agent-bot': null,
  'webhooks.list': [webhook], 'webhooks.create': webhook, 'webhooks.update': webhook, 'webhooks.delete': null,
  'integrations.apps': [app], 'integrations.hooks.create': hook, 'integrations.hooks.update': hook, 'integrations.hooks.delete': null,
  'contacts.list': [listedContact], 'contacts.create': contact, 'contacts.show': contact, 'contacts.update': listedContact, 'contacts.delete': null,
  'contacts.conversations': [{ ...conversation, display_id: 0 }], 'contacts.search': { payload: [listedContact] }, 'contacts.filter': [listedContact],
  'contacts.contact-inboxes.create': contactInbox, 'contacts.contactable-inboxes': contactInbox,
  'conversations.list': conversations, 'conversations.meta': { meta }, 'conversations.show': conversation, 'conversations.create': { id: 0, account_id: 0, inbox_id: 0 }, 'conversations.filter': conversations,
  'conversations.toggle-status': { meta: {}, payload: { success: true, current_status: 'open', conversation_id: 0 } }, 'conversations.toggle-priority': null, 'conversations.assign': user,
  'conversations.labels.list': { payload: ['string'] }, 'conversations.labels.set': { payload: ['string'] }, 'conversations.custom-attributes': { custom_attributes: {} },
  'messages.list': [message], 'messages.create': message, 'messages.delete': message,
  'public.inboxes.show': { identifier: 'string', name: 'string', timezone: 'string', working_hours: [workingHours], working_hours_enabled: true, csat_survey_enabled: true, greeting_enabled: true, identity_validation_enabled: true },
  'public.contacts.create': publicContact, 'public.contacts.show': publicContact, 'public.contacts.update': publicContact,
  'public.conversations.create': publicConversation, 'public.conversations.list': [publicConversation],
  'public.messages.create': publicMessage, 'public.messages.list': [publicMessage], 'public.messages.update': publicMessage,
  'teams.list': [team], 'teams.create': team, 'teams.show': team, 'teams.update': team, 'teams.delete': null,
  'team-members.list': [agent], 'team-members.create': [agent], 'team-members.update': [agent], 'team-members.delete': null,
  'custom-attribute-definitions.list': [definition], 'custom-attribute-definitions.create': definition, 'custom-attribute-definitions.show': definition, 'custom-attribute-definitions.update': definition, 'custom-attribute-definitions.delete': null,
  'custom-filters.list': [filter], 'custom-filters.create': filter, 'custom-filters.show': filter, 'custom-filters.update': filter, 'custom-filters.delete': null,
  'reports.show': [{ value: 'string', timestamp: 0 }], 'reports.summary': { ...figures, previous: figures }, 'reports.conversations': { open: 0, unattended: 0, unassigned: 0 },
  'platform.accounts.create': account, 'platform.accounts.show': account, 'platform.accounts.update': account, 'platform.accounts.delete': null,
  'platform.account-users.list': [accountUser], 'platform.account-users.create': accountUser, 'platform.account-users.delete': null,
  'platform.users.create': user, 'platform.users.show': user, 'platform.users.update': user, 'platform.users.delete': null, 'platform.users.login': { url: 'string' },
  'platform.agent-bots.list': [bot], 'platform.agent-bots.create': bot, 'platform.agent-bots.show': bot, 'platform.agent-bots.update': bot, 'platform.agent-bots.delete': null,
  'canned-responses.list': [canned], 'canned-responses.create': canned, 'canned-responses.update': canned, 'canned-responses.delete': null,
  'portals.create': portal, 'portals.list': [portal], 'portals.update': portal, 'portals.update-named': portal, 'portals.categories.create': category, 'portals.articles.create': article,
  'automation-rules.list': [rule], 'automation-rules.create': rule, 'automation-rules.show': rule, 'automation-rules.update': rule, 'automation-rules.delete': null,
};

const contactFields = ['name', 'email', 'phone_number', 'avatar', 'avatar_url', 'identifier', 'custom_attributes'];
const conversationFilters = ['status', 'q', 'inbox_id', 'team_id', 'labels'];
const portalFields = ['archived', 'color', 'config', 'custom_domain', 'header_text', 'homepage_link', 'name', 'slug', 'page_title'];
const definitionFields = ['attribute_display_name', 'attribute_display_type', 'attribute_description', 'attribute_key', 'attribute_values', 'attribute_model'];

/** Parameters by operation: of the query and of the body, without those of the path. */
export const parameters: Readonly<Record<string, readonly string[]>> = {
  'agents.create': ['name', 'email', 'role', 'availability_status', 'auto_offline'], 'agents.update': ['role', 'availability', 'auto_offline'],
  'inboxes.create': ['name', 'avatar', 'channel'], 'inboxes.update': ['name', 'enable_auto_assignment', 'avatar', 'channel'],
  'public.contacts.create': ['identifier', 'identifier_hash', 'email', 'name', 'phone_number', 'avatar_url', 'custom_attributes'], 'public.contacts.update': ['identifier', 'identifier_hash', 'email', 'name', 'phone_number', 'avatar_url', 'custom_attributes'],
  'public.conversations.create': ['custom_attributes'], 'public.messages.create': ['content', 'echo_id'], 'public.messages.update': ['submitted_values'],
  'inbox-members.create': ['inbox_id', 'user_ids'], 'inbox-members.update': ['inbox_id', 'user_ids'], 'inbox-members.delete': ['inbox_id', 'user_ids'],
  'reports.show': ['metric', 'type', 'id', 'since', 'until'], 'reports.summary': ['type', 'id', 'since', 'until'], 'reports.conversations': ['type', 'user_id'],
  'platform.accounts.create': ['name'], 'platform.accounts.update': ['name'], 'platform.account-users.create': ['user_id', 'role'], 'platform.account-users.delete': ['user_id'],
  'platform.users.create': ['name', 'email', 'password', 'custom_attributes'], 'platform.users.update': ['name', 'email', 'password', 'custom_attributes'],
  'platform.agent-bots.create': ['name', 'description', 'outgoing_url'], 'platform.agent-bots.update': ['name', 'description', 'outgoing_url'],
  'agent-bots.create': ['name', 'description', 'outgoing_url'], 'agent-bots.update': ['name', 'description', 'outgoing_url'], 'inboxes.set-agent-bot': ['agent_bot'],
  'webhooks.create': ['url', 'subscriptions'], 'webhooks.update': ['url', 'subscriptions'], 'integrations.hooks.create': ['app_id', 'inbox_id', 'settings'], 'integrations.hooks.update': ['settings'],
  'contacts.list': ['sort', 'page'], 'contacts.create': ['inbox_id', ...contactFields], 'contacts.update': contactFields, 'contacts.search': ['q', 'sort', 'page'], 'contacts.filter': ['page', 'payload'], 'contacts.contact-inboxes.create': ['inbox_id', 'source_id'],
  'conversations.list': ['assignee_type', ...conversationFilters, 'page'], 'conversations.meta': conversationFilters, 'conversations.filter': ['page', 'payload'],
  'conversations.create': ['source_id', 'inbox_id', 'contact_id', 'additional_attributes', 'custom_attributes', 'status', 'assignee_id', 'team_id', 'message'],
  'conversations.toggle-status': ['status'], 'conversations.toggle-priority': ['priority'], 'conversations.assign': ['assignee_id', 'team_id'], 'conversations.labels.set': ['labels'], 'conversations.custom-attributes': ['custom_attributes'],
  'messages.create': ['content', 'message_type', 'private', 'content_type', 'content_attributes'],
  'teams.create': ['name', 'description', 'allow_auto_assign'], 'teams.update': ['name', 'description', 'allow_auto_assign'],
  'team-members.create': ['user_ids'], 'team-members.update': ['user_ids'], 'team-members.delete': ['user_ids'],
  'custom-attribute-definitions.list': ['attribute_model'], 'custom-attribute-definitions.create': definitionFields, 'custom-attribute-definitions.update': definitionFields,
  'custom-filters.list': ['filter_type'], 'custom-filters.create': ['filter_type', 'name', 'type', 'query'], 'custom-filters.update': ['name', 'type', 'query'],
  'automation-rules.list': ['page'], ...Object.fromEntries(['automation-rules.create', 'automation-rules.update'].map((id) => [id, ['name', 'description', 'event_name', 'active', 'actions', 'conditions']])),
  'canned-responses.create': ['content', 'short_code'], 'canned-responses.update': ['content', 'short_code'],
  'portals.create': portalFields, 'portals.update': portalFields, 'portals.update-named': portalFields,
  'portals.categories.create': ['description', 'locale', 'name', 'slug', 'position', 'portal_id', 'associated_category_id', 'parent_category_id'],
  'portals.articles.create': ['content', 'meta', 'position', 'status', 'title', 'slug', 'views', 'portal_id', 'author_id', 'category_id', 'folder_id', 'associated_article_id'],
};
