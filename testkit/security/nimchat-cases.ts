import type { Permission } from '#core/kernel/index.ts';
import type { Probe, RouteCase, RouteCases } from './route-case.ts';
import type { Question } from './rig.ts';
import type { Things } from './things.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Name = keyof Things;
type Body = Readonly<Record<string, unknown>>;

/** An id that no account has: what is deleted there is not there, for whoever may delete. */
const nothing = '7';
let count = 0;
/** Another word each time. */
const fresh = (): string => `w${(count += 1)}`;
const n = (text: string): number => Number(text);

interface Spec {
  readonly needs: Permission | null;
  readonly writes?: readonly string[];
  /** Of the path: `{id}` -> the thing it names. */
  readonly ids?: Readonly<Record<string, Name>>;
  readonly query?: (things: Things) => readonly (readonly [string, string])[];
  readonly body?: (things: Things) => Body;
  /** Bodies and queries of one's own path that name something of another. */
  readonly inside?: readonly { about: string; isTelling?: boolean; body?: (things: Things, own: Things) => Body; query?: (things: Things) => readonly (readonly [string, string])[] }[];
  /** The good question deletes what is not there. */
  readonly deletes?: boolean;
  readonly isReading?: boolean;
  readonly orElse?: readonly number[];
  readonly givesRights?: boolean;
  readonly root?: string;
}

/** A route below an account. Probed: another account in the path, the path's ids in one's own account, and what bodies and queries name. */
export function route(method: Method, path: string, spec: Spec): [string, RouteCase] {
  const { needs, writes = [], ids = {}, body, query, inside = [], deletes = false, isReading, givesRights, orElse, root = '/api/v1/accounts' } = spec;
  const pathOf = (account: Things, things: Things, missing = false): string => `${root}/${account.accountId}${path.replaceAll(/:(\w+)/g, (_, name: string) => (missing && ids[name] !== 'conversationId' ? nothing : things[ids[name]!]))}`;
  const ask = (account: Things, things: Things, own: Things, missing = false): Question => ({
    method, path: pathOf(account, things, missing), ...(query && { query: query(own) }), ...(body && { json: body(own) }),
  });
  const names = Object.keys(ids).length > 0;
  // A filter is a POST that changes nothing.
  const changes = method === 'GET' || writes.length > 0;
  const probes: Probe[] = [
    { about: 'another account in the path', isTelling: changes && !deletes, ask: (things, own) => ask(things, names ? things : own, own) },
    ...inside.map(({ about, isTelling = true, body: other, query: asked }): Probe => ({
      about, isTelling,
      ask: (things, own) => ({ method, path: pathOf(own, own), ...(asked ? { query: asked(things) } : query && { query: query(own) }), ...(other ? { json: other(things, own) } : body && { json: body(own) }) }),
    })),
    ...(names ? [{ about: 'ids of another account in one\'s own path', isTelling: true, ask: (things: Things, own: Things) => ask(own, things, own) }] : []),
  ];
  return [`${method} ${root}/:account_id${path}`, {
    door: 'token', needs, status: deletes ? 404 : 200, writes, probes, good: (things) => ask(things, things, things, deletes), ...(isReading && { isReading }), ...(orElse && { orElse }), ...(givesRights && { givesRights }),
  }];
}

const knowledgeTables = ['knowledge_bases', 'article_categories', 'articles', 'article_revisions', 'article_search', 'article_words', 'article_redirects', 'article_counts', 'audit_log', 'events'];
const members = { ids: { team_id: 'teamId' as const } };
const teamMemberRoutes = (root: string) => [
  route('GET', '/teams/:team_id/team_members', { ...members, needs: 'people.read', root }),
  ...(['POST', 'PATCH'] as const).map((method) => route(method, '/teams/:team_id/team_members', {
    ...members, root, needs: 'people.write', writes: ['teams', 'team_members', 'audit_log', 'events'], body: ({ agentId }) => ({ user_ids: [n(agentId)] }), inside: [{ about: 'agent', body: ({ agentId }) => ({ user_ids: [n(agentId)] }) }],
  })),
  route('DELETE', '/teams/:team_id/team_members', { ...members, root, needs: 'people.write', writes: ['teams', 'team_members', 'audit_log', 'events'], body: ({ agentId }) => ({ user_ids: [n(agentId)] }), inside: [{ about: 'agent', body: ({ agentId }) => ({ user_ids: [n(agentId)] }) }] }),
];
const ruleOf = (action: string, params: readonly unknown[]): Body => ({ name: fresh(), event_name: 'conversation_created', active: false, conditions: [], actions: [{ action_name: action, action_params: params }] });
const conversation = { ids: { conversation_id: 'conversationId' as const } };
const filterBy = (key: string, value: string): Body => ({ payload: [{ attribute_key: key, filter_operator: 'equal_to', values: [value], query_operator: null }] });
const inboxMembers = (inbox: string, agent: string): Body => ({ inbox_id: n(inbox), user_ids: [n(agent)] });
const memberProbes = [{ about: 'inbox', body: (things: Things, own: Things) => inboxMembers(things.channelId, own.agentId) }, { about: 'agent', body: (things: Things, own: Things) => inboxMembers(own.channelId, things.agentId) }];

export const nimchatCases: RouteCases = {
  'GET /api/v1/profile': { door: 'token', needs: null, status: 200, writes: [], good: () => ({ method: 'GET', path: '/api/v1/profile' }), probes: [], namesNothing: 'whose token it is' },
  'GET /api/v1/files': {
    door: 'open', needs: null, status: 404, writes: [], good: () => ({ method: 'GET', path: '/api/v1/files', query: [['key', 'x']] }),
    probes: [{ about: 'an account\'s number in a forged key', isTelling: false, ask: ({ accountId, agentId }) => ({ method: 'GET', path: '/api/v1/files', query: [['key', `${accountId}.${agentId}.${agentId}.99999999999.${'A'.repeat(43)}`]] }) }],
  },
  ...Object.fromEntries([
    route('GET', '/agents', { needs: 'people.read' }),
    route('POST', '/agents', { needs: 'people.write', givesRights: true, writes: ['users', 'memberships', 'agents', 'agent_addresses', 'audit_log', 'events'], body: () => ({ name: 'Made', email: `${fresh()}@made.test`, role: 'agent' }) }),
    route('PATCH', '/agents/:id', { ids: { id: 'agentId' }, needs: 'people.write', writes: ['agents', 'agent_presence', 'agent_activities', 'queue_agents', 'events'], body: () => ({ role: 'agent', availability: 'busy', auto_offline: count++ % 2 === 0 }) }),

    route('GET', '/inboxes', { needs: 'channels.read' }),
    route('GET', '/inboxes/:id', { ids: { id: 'channelId' }, needs: 'channels.read' }),
    route('POST', '/inboxes', { needs: 'channels.write', writes: ['channels', 'channel_doors', 'events', 'audit_log', 'extensions'], body: () => ({ name: 'Made', channel: { type: 'api' } }) }),
    route('PATCH', '/inboxes/:id', { ids: { id: 'channelId' }, needs: 'channels.write', writes: ['channels', 'events', 'audit_log', 'extensions'], body: ({ channelName }) => ({ name: channelName, greeting_enabled: true }) }),
    route('GET', '/inbox_members/:inbox_id', { ids: { inbox_id: 'channelId' }, needs: 'channels.read' }),
    ...(['POST', 'PATCH', 'DELETE'] as const).map((method) => route(method, '/inbox_members', { needs: 'channels.write', writes: ['channel_members', 'events', 'audit_log'], body: ({ channelId, agentId }) => inboxMembers(channelId, agentId), inside: memberProbes })),
    route('DELETE', '/inbox_members/:inbox_id', { ids: { inbox_id: 'channelId' }, needs: 'channels.write', writes: ['channel_members', 'events', 'audit_log'], body: ({ agentId }) => ({ user_ids: [n(agentId)] }), inside: [{ about: 'agent', body: ({ agentId }) => ({ user_ids: [n(agentId)] }) }] }),

    route('GET', '/contacts', { needs: 'contacts.read' }),
    route('GET', '/contacts/search', { needs: 'contacts.read', query: ({ customer }) => [['q', customer]], inside: [{ about: 'customer', query: ({ customer }) => [['q', customer]] }, { about: 'part of the domain', query: ({ domain }) => [['q', domain.slice(0, 6)]] }] }),
    route('POST', '/contacts/filter', {
      needs: 'contacts.read', isReading: true, body: ({ customer }) => filterBy('email', customer),
      inside: [{ about: 'email', body: ({ customer }) => filterBy('email', customer) }, { about: 'id', body: ({ contactId }) => filterBy('id', contactId) }, { about: 'attribute', body: ({ subject }) => filterBy(`key_${subject.toLowerCase()}`, subject) }],
    }),
    route('POST', '/contacts', { needs: 'contacts.write', writes: ['contacts', 'contact_points', 'events', 'audit_log', 'extensions'], body: () => ({ name: 'Made', email: `${fresh()}@made.test` }), inside: [{ about: 'inbox', body: ({ apiChannelId }) => ({ name: 'Made', email: `${fresh()}@made.test`, inbox_id: n(apiChannelId) }) }] }),
    route('GET', '/contacts/:id', { ids: { id: 'contactId' }, needs: 'contacts.read' }),
    route('PUT', '/contacts/:id', { ids: { id: 'contactId' }, needs: 'contacts.write', writes: ['contacts', 'events', 'audit_log', 'extensions'], body: () => ({ name: 'Renamed' }) }),
    route('GET', '/contacts/:id/conversations', { ids: { id: 'contactId' }, needs: 'conversations.read' }),
    route('GET', '/contacts/:id/contactable_inboxes', { ids: { id: 'contactId' }, needs: 'contacts.read' }),
    route('POST', '/contacts/:id/contact_inboxes', { ids: { id: 'contactId' }, needs: 'contacts.write', writes: ['contact_sources'], body: ({ apiChannelId }) => ({ inbox_id: n(apiChannelId), source_id: fresh() }), inside: [{ about: 'inbox', body: ({ apiChannelId }) => ({ inbox_id: n(apiChannelId), source_id: fresh() }) }] }),

    route('GET', '/conversations/meta', { needs: 'conversations.read', inside: [{ about: 'inbox', query: ({ channelId }) => [['inbox_id', channelId], ['status', 'all']] }, { about: 'words', query: ({ subject }) => [['q', subject], ['status', 'all']] }] }),
    route('GET', '/conversations', {
      needs: 'conversations.read', query: () => [['status', 'all']],
      inside: [{ about: 'inbox', query: ({ channelId }) => [['inbox_id', channelId], ['status', 'all']] }, { about: 'team', isTelling: false, query: ({ teamId }) => [['team_id', teamId], ['status', 'all']] }, { about: 'label', query: ({ label }) => [['labels[]', label], ['status', 'all']] }, { about: 'words', query: ({ subject }) => [['q', subject], ['status', 'all']] }],
    }),
    route('POST', '/conversations/filter', {
      needs: 'conversations.read', isReading: true, body: ({ channelId }) => filterBy('inbox_id', channelId),
      inside: ([['inbox', 'inbox_id', 'channelId'], ['contact', 'contact_id', 'contactId'], ['label', 'labels', 'label'], ['id', 'display_id', 'conversationId'], ['agent', 'assignee_id', 'agentId']] as const).map(([about, key, name]) => ({ about, isTelling: name !== 'agentId', body: (things: Things) => filterBy(key, things[name]) })),
    }),
    route('POST', '/conversations', {
      needs: 'conversations.reply', writes: ['conversations', 'events'], body: ({ apiChannelId, sourceId }) => ({ inbox_id: n(apiChannelId), source_id: sourceId }),
      inside: [
        { about: 'inbox', body: ({ apiChannelId }, own) => ({ inbox_id: n(apiChannelId), source_id: own.sourceId, contact_id: n(own.contactId) }) }, { about: 'source id', body: ({ sourceId }, own) => ({ inbox_id: n(own.apiChannelId), source_id: sourceId }) },
        { about: 'contact', body: ({ contactId }, own) => ({ inbox_id: n(own.apiChannelId), source_id: fresh(), contact_id: n(contactId) }) }, { about: 'address', body: ({ customer }, own) => ({ inbox_id: n(own.channelId), source_id: customer }) },
        { about: 'assignee', body: ({ agentId }, own) => ({ inbox_id: n(own.apiChannelId), source_id: own.sourceId, assignee_id: n(agentId) }) }, { about: 'team', body: ({ teamId }, own) => ({ inbox_id: n(own.apiChannelId), source_id: own.sourceId, team_id: n(teamId) }) },
      ],
    }),
    route('GET', '/conversations/:conversation_id', { ...conversation, needs: 'conversations.read' }),
    route('POST', '/conversations/:conversation_id/toggle_status', { ...conversation, needs: 'conversations.close', writes: ['conversations', 'events'], body: () => ({ status: 'pending' }) }),
    route('POST', '/conversations/:conversation_id/toggle_priority', { ...conversation, needs: 'conversations.assign', writes: ['conversations', 'events'], body: () => ({ priority: 'low' }) }),
    route('POST', '/conversations/:conversation_id/assignments', {
      ...conversation, needs: 'conversations.assign', writes: ['conversations', 'events'], body: ({ agentId }) => ({ assignee_id: n(agentId) }),
      inside: [{ about: 'agent', body: ({ agentId }) => ({ assignee_id: n(agentId) }) }, { about: 'team', body: ({ teamId }) => ({ team_id: n(teamId) }) }],
    }),
    route('GET', '/conversations/:conversation_id/labels', { ...conversation, needs: 'conversations.read' }),
    route('POST', '/conversations/:conversation_id/labels', { ...conversation, needs: 'conversations.label', writes: ['conversation_labels', 'conversations', 'events'], body: () => ({ labels: [] }) }),
    route('POST', '/conversations/:conversation_id/custom_attributes', { ...conversation, needs: 'conversations.label', writes: ['extensions', 'events'], body: () => ({ custom_attributes: { made: fresh() } }) }),
    route('GET', '/conversations/:conversation_id/messages', { ...conversation, needs: 'conversations.read', inside: [{ about: 'message in the query', isTelling: false, query: ({ messageId }) => [['before', messageId]] }] }),
    route('POST', '/conversations/:conversation_id/messages', { ...conversation, needs: 'conversations.reply', writes: ['messages', 'message_bodies', 'message_parties', 'mail_ids', 'mail_threads', 'conversation_threads', 'outgoing_mails', 'outgoing_recipients', 'conversations', 'events'], body: () => ({ content: 'Made' }) }),

    route('GET', '/teams', { needs: 'people.read' }),
    route('GET', '/teams/:team_id', { ...members, needs: 'people.read' }),
    route('POST', '/teams', { needs: 'people.write', writes: ['teams', 'audit_log', 'events', 'extensions'], body: () => ({ name: 'Made' }) }),
    route('PATCH', '/teams/:team_id', { ...members, needs: 'people.write', writes: ['teams', 'audit_log', 'events', 'extensions'], body: ({ team }) => ({ name: team, description: 'Made' }) }),
    ...teamMemberRoutes('/api/v1/accounts'),
    ...teamMemberRoutes('/accounts'),

    route('GET', '/custom_attribute_definitions', { needs: 'settings.read', query: () => [['attribute_model', '1']] }),
    route('GET', '/custom_attribute_definitions/:id', { ids: { id: 'attributeId' }, needs: 'settings.read' }),
    route('POST', '/custom_attribute_definitions', { needs: 'attributes.write', writes: ['attribute_definitions', 'audit_log', 'extensions'], body: () => ({ attribute_display_name: 'Made', attribute_key: fresh() }) }),
    route('PATCH', '/custom_attribute_definitions/:id', { ids: { id: 'attributeId' }, needs: 'attributes.write', writes: ['attribute_definitions', 'audit_log', 'extensions'], body: () => ({ attribute_display_name: 'Renamed' }) }),
    route('GET', '/custom_filters', { needs: 'conversations.read' }),
    route('GET', '/custom_filters/:custom_filter_id', { orElse: [404], ids: { custom_filter_id: 'filterId' }, needs: 'conversations.read' }),
    route('POST', '/custom_filters', { needs: 'conversations.read', writes: ['saved_views'], body: () => ({ name: 'Made', type: 'conversation', query: {} }) }),
    route('PATCH', '/custom_filters/:custom_filter_id', { orElse: [404], ids: { custom_filter_id: 'filterId' }, needs: 'conversations.read', writes: ['saved_views'], body: () => ({ name: fresh() }) }),
    route('GET', '/canned_responses', { needs: 'conversations.read', inside: [{ about: 'word', query: ({ subject }) => [['search', subject]] }] }),
    route('GET', '/portals', { needs: 'articles.read' }),
    route('POST', '/portals', { needs: 'knowledge.write', writes: [...knowledgeTables, 'knowledge_addresses'], body: () => ({ name: 'Made', slug: fresh() }) }),
    route('PATCH', '/portals', { needs: 'knowledge.write', writes: knowledgeTables, body: ({ helpSiteId }) => ({ id: n(helpSiteId), page_title: fresh() }), inside: [{ about: 'portal', body: ({ helpSiteId }) => ({ id: n(helpSiteId), page_title: fresh() }) }] }),
    route('PATCH', '/portals/:portal_id', { ids: { portal_id: 'helpSiteId' }, needs: 'knowledge.write', writes: knowledgeTables, body: () => ({ page_title: fresh() }) }),
    route('POST', '/portals/:portal_id/categories', {
      ids: { portal_id: 'siteSlug' }, needs: 'articles.write', writes: knowledgeTables, body: () => ({ name: fresh() }),
      inside: [{ about: 'category above', body: ({ articleCategoryId }) => ({ name: fresh(), parent_category_id: n(articleCategoryId) }) }],
    }),
    route('POST', '/portals/:portal_id/articles', {
      ids: { portal_id: 'helpSiteId' }, needs: 'articles.write', writes: [...knowledgeTables, 'extensions'], body: () => ({ title: fresh(), status: 'published' }),
      inside: ([['category', 'category_id', 'articleCategoryId'], ['translated article', 'associated_article_id', 'articleId'], ['author', 'author_id', 'agentId']] as const).map(([about, key, name]) => ({ about, body: (things: Things) => ({ title: fresh(), [key]: n(things[name]) }) })),
    }),

    route('POST', '/canned_responses', { needs: 'labels.write', writes: ['canned_responses', 'audit_log'], body: () => ({ short_code: fresh(), content: 'Made' }) }),
    route('PATCH', '/canned_responses/:id', { ids: { id: 'cannedResponseId' }, needs: 'labels.write', writes: ['canned_responses', 'audit_log'], body: () => ({ content: fresh() }) }),

    route('GET', '/automation_rules', { needs: 'settings.read' }),
    route('GET', '/automation_rules/:id', { ids: { id: 'ruleId' }, needs: 'settings.read' }),
    route('POST', '/automation_rules', {
      needs: 'settings.write', writes: ['automation_rules', 'audit_log'], body: () => ruleOf('resolve_conversation', []),
      inside: ([['agent', 'assign_agent', 'agentId'], ['team', 'assign_team', 'teamId']] as const).map(([about, action, name]) => ({ about, body: (things: Things) => ruleOf(action, [n(things[name])]) })),
    }),
    route('PATCH', '/automation_rules/:id', { ids: { id: 'ruleId' }, needs: 'settings.write', writes: ['automation_rules', 'audit_log'], body: () => ({ description: fresh() }), inside: [{ about: 'inbox', body: ({ channelId }) => ({ conditions: [{ attribute_key: 'inbox_id', filter_operator: 'equal_to', values: [channelId], query_operator: null }] }) }] }),

    // last: after these the things are gone, where the account itself asks
    route('DELETE', '/conversations/:conversation_id/messages/:message_id', { ids: { conversation_id: 'conversationId', message_id: 'messageId' }, needs: 'conversations.delete', deletes: true }),
    route('DELETE', '/automation_rules/:id', { ids: { id: 'ruleId' }, needs: 'settings.write', deletes: true }),
    route('DELETE', '/canned_responses/:id', { ids: { id: 'cannedResponseId' }, needs: 'labels.write', deletes: true }),
    route('DELETE', '/custom_filters/:custom_filter_id', { ids: { custom_filter_id: 'filterId' }, needs: 'conversations.read', deletes: true }),
    route('DELETE', '/custom_attribute_definitions/:id', { ids: { id: 'attributeId' }, needs: 'attributes.write', deletes: true }),
    route('DELETE', '/teams/:team_id', { ...members, needs: 'people.write', deletes: true }),
    route('DELETE', '/contacts/:id', { ids: { id: 'contactId' }, needs: 'contacts.delete', deletes: true }),
    route('DELETE', '/agents/:id', { ids: { id: 'agentId' }, needs: 'people.write', deletes: true }),
  ]),
};
