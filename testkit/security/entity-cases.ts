import type { Permission } from '#core/kernel/index.ts';
import type { Probe, RouteCase, RouteCases } from './route-case.ts';
import type { Question } from './rig.ts';
import type { Things } from './things.ts';

type Ask = (things: Things) => Question;
type Method = Question['method'];

const entities = '/api/entities';
const v1 = '/native/v1';
/** Of no account. */
const nobodys = 2_000_000_000;
const n = Number;
const ask = (method: Method, path: string, json?: unknown): Question => ({ method, path, ...(json === undefined ? {} : { json }) });
const probe = (about: string, isTelling: boolean, question: Ask): Probe => ({ about, isTelling, ask: question });
const asks = (needs: Permission, also: readonly Permission[], good: Ask, probes: readonly Probe[], more: Partial<RouteCase> = {}): RouteCase => (
  { door: 'token', needs, ...(also.length > 0 && { needsAlso: also }), status: 200, writes: [], good, probes, ...more });
const makes = (why: string): Partial<RouteCase> => ({ namesNothing: why });

const contactTables = ['contacts', 'contact_points', 'events', 'audit_log'] as const;
const groupTables = ['group_mailboxes', 'group_mailbox_addresses', 'group_mailbox_members', 'events', 'audit_log'] as const;
const teamTables = ['teams', 'team_members', 'events', 'audit_log'] as const;
const goalTables = ['goal_versions', 'audit_log'] as const;

/** By an id of theirs in the path, with a body where there is one. */
const byId = (method: Method, path: (things: Things) => string, about: string, json?: (things: Things) => unknown, isTelling = true): readonly [Ask, readonly Probe[]] => {
  const question: Ask = (things) => ask(method, path(things), json?.(things));
  return [question, [probe(about, isTelling, question)]];
};

const contact = ({ contactId }: Things): string => `${entities}/contacts/${contactId}`;
const group = ({ groupMailboxId }: Things): string => `${entities}/group-mailboxes/${groupMailboxId}`;
const team = ({ teamId }: Things): string => `${entities}/teams/${teamId}`;
const nativeGroup = ({ groupMailboxId }: Things): string => `${v1}/group-mailboxes/${groupMailboxId}`;
const nativeContactGroup = ({ groupId }: Things): string => `${v1}/contact-groups/${groupId}`;
const nativeSource = ({ leadSourceId }: Things): string => `${v1}/lead-sources/${leadSourceId}`;

const renamed = ({ customer }: Things) => ({ name: customer });
const groupBody = ({ groupMailbox, internalDomain }: Things) => ({ name: groupMailbox, groupMailboxAddress: `shared@${internalDomain}` });
const teamBody = ({ team: name }: Things) => ({ name });
const members = { ids: [nobodys] };
/** Each good question makes one of its own. */
let made = 0;
const next = (): number => {
  made += 1;
  return made;
};

/** Whom reports can be made of: the operations of timetoreply and our own. */
export const entityCases: RouteCases = {
  [`GET ${entities}/search`]: asks('contacts.read', ['people.read', 'channels.read'], () => ask('GET', `${entities}/search`), [
    probe('a customer', true, ({ customer }) => ({ method: 'GET', path: `${entities}/search`, query: [['search', customer]] })),
    probe('a group mailbox', true, ({ groupMailbox }) => ({ method: 'GET', path: `${entities}/search`, query: [['search', groupMailbox]] })),
    probe('an agent', true, ({ agentAddress }) => ({ method: 'GET', path: `${entities}/search`, query: [['search', agentAddress], ['type', 'Mailbox']] })),
    probe('a team', true, ({ team: name }) => ({ method: 'GET', path: `${entities}/search`, query: [['search', name], ['type', 'Team']] })),
  ]),
  [`GET ${entities}/contacts`]: asks('contacts.read', [], () => ask('GET', `${entities}/contacts`), [probe('a customer', true, ({ customer }) => ({ method: 'GET', path: `${entities}/contacts`, query: [['search', customer]] }))]),
  [`POST ${entities}/contacts`]: asks('contacts.write', ['contacts.read'], ({ label }) => ask('POST', `${entities}/contacts`, { name: `${label.toLowerCase().replaceAll(/[^a-z]/g, '')}@made.test` }), [], { writes: contactTables, ...makes('makes a contact out of what it is given') }),
  [`PUT ${entities}/contacts/:id`]: asks('contacts.write', ['contacts.read'], ...byId('PUT', contact, 'contact id', renamed), { writes: contactTables }),
  [`PATCH ${entities}/contacts/:id`]: asks('contacts.write', ['contacts.read'], ...byId('PATCH', contact, 'contact id', renamed), { writes: contactTables }),
  [`DELETE ${entities}/contacts/:id`]: asks('contacts.delete', [], () => ask('DELETE', `${entities}/contacts/${nobodys}`), [probe('contact id', false, (things) => ask('DELETE', contact(things)))], { status: 404 }),
  [`POST ${entities}/contacts/delete-multiple`]: asks('contacts.delete', [], () => ask('POST', `${entities}/contacts/delete-multiple`, { ids: [nobodys] }), [
    probe('contact ids', false, ({ contactId }) => ask('POST', `${entities}/contacts/delete-multiple`, { ids: [n(contactId)] })),
  ], { status: 404 }),
  [`GET ${entities}/contacts/search-possible-leads`]: asks('contacts.read', ['conversations.read'], () => ask('GET', `${entities}/contacts/search-possible-leads`), [], makes('takes no parameter')),
  [`POST ${entities}/contacts/create-multi`]: asks('contacts.write', [], ({ customer }) => ask('POST', `${entities}/contacts/create-multi`, { customers: [{ name: customer, is_lead: false }] }), [], { writes: contactTables, ...makes('makes contacts out of what it is given') }),

  [`GET ${entities}/group-mailboxes`]: asks('channels.read', [], () => ask('GET', `${entities}/group-mailboxes`), [], makes('lists the account\'s')),
  [`POST ${entities}/group-mailboxes`]: asks('channels.write', ['channels.read', 'people.read'], ({ internalDomain }) => ask('POST', `${entities}/group-mailboxes`, { name: 'Made', groupMailboxAddress: `made-${next()}@${internalDomain}` }), [
    probe('an address of theirs', false, ({ internalDomain }) => ask('POST', `${entities}/group-mailboxes`, { name: 'Made', groupMailboxAddress: `shared@${internalDomain}` })),
  ], { writes: groupTables }),
  [`GET ${entities}/group-mailboxes/:id`]: asks('channels.read', [], ...byId('GET', group, 'group mailbox id')),
  [`PUT ${entities}/group-mailboxes/:id`]: asks('channels.write', ['channels.read', 'people.read'], ...byId('PUT', group, 'group mailbox id', groupBody), { writes: groupTables }),
  [`PATCH ${entities}/group-mailboxes/:id`]: asks('channels.write', ['channels.read', 'people.read'], ...byId('PATCH', group, 'group mailbox id', groupBody), { writes: groupTables }),
  [`DELETE ${entities}/group-mailboxes/:id`]: asks('channels.write', [], () => ask('DELETE', `${entities}/group-mailboxes/${nobodys}`), [probe('group mailbox id', false, (things) => ask('DELETE', group(things)))], { status: 404 }),
  [`GET ${entities}/group-mailboxes/:group_mailbox_id/agents`]: asks('channels.read', ['people.read'], ...byId('GET', (things) => `${group(things)}/agents`, 'group mailbox id')),
  [`POST ${entities}/group-mailboxes/:group_mailbox/agents`]: asks('channels.write', ['channels.read', 'people.read'], ...byId('POST', (things) => `${group(things)}/agents`, 'group mailbox id', () => members), { writes: groupTables }),
  [`DELETE ${entities}/group-mailboxes/:group_mailbox_id/agents`]: asks('channels.write', ['channels.read', 'people.read'], ...byId('DELETE', (things) => `${group(things)}/agents`, 'group mailbox id', () => members), { writes: groupTables }),

  [`GET ${entities}/teams`]: asks('people.read', [], () => ask('GET', `${entities}/teams`), [], makes('lists the account\'s')),
  [`POST ${entities}/teams`]: asks('people.write', ['people.read'], () => ask('POST', `${entities}/teams`, { name: 'Made' }), [], { writes: teamTables, ...makes('makes a team out of what it is given') }),
  [`GET ${entities}/teams/:id`]: asks('people.read', [], ...byId('GET', team, 'team id')),
  [`PUT ${entities}/teams/:id`]: asks('people.write', ['people.read'], ...byId('PUT', team, 'team id', teamBody), { writes: teamTables }),
  [`PATCH ${entities}/teams/:id`]: asks('people.write', ['people.read'], ...byId('PATCH', team, 'team id', teamBody), { writes: teamTables }),
  [`DELETE ${entities}/teams/:id`]: asks('people.write', [], () => ask('DELETE', `${entities}/teams/${nobodys}`), [probe('team id', false, (things) => ask('DELETE', team(things)))], { status: 404 }),
  [`GET ${entities}/teams/:team_id/agents`]: asks('people.read', [], ...byId('GET', (things) => `${team(things)}/agents`, 'team id')),
  [`POST ${entities}/teams/:team_id/agents`]: asks('people.write', ['people.read'], ...byId('POST', (things) => `${team(things)}/agents`, 'team id', () => members), { writes: teamTables }),
  [`DELETE ${entities}/teams/:team_id/agents`]: asks('people.write', ['people.read'], ...byId('DELETE', (things) => `${team(things)}/agents`, 'team id', () => members), { writes: teamTables }),
  ['POST /api/tools/users/invite-as-users']: asks('people.write', [], ({ agentId }) => ask('POST', '/api/tools/users/invite-as-users', { ids: [n(agentId)] }), [
    probe('an agent id', false, ({ agentId }) => ask('POST', '/api/tools/users/invite-as-users', { ids: [n(agentId)] })),
  ], { status: 409 /* his address is a member's */, givesRights: true }),

  [`GET ${v1}/group-mailboxes`]: asks('channels.read', [], () => ask('GET', `${v1}/group-mailboxes`), [], makes('lists the account\'s')),
  [`POST ${v1}/group-mailboxes`]: asks('channels.write', [], ({ internalDomain }) => ask('POST', `${v1}/group-mailboxes`, { name: 'Made', address: `made-too@${internalDomain}` }), [
    probe('an address of theirs', false, ({ internalDomain }) => ask('POST', `${v1}/group-mailboxes`, { name: 'Made', address: `shared@${internalDomain}` })),
  ], { status: 201, writes: groupTables, orElse: [409] }),
  [`PATCH ${v1}/group-mailboxes/:id`]: asks('channels.write', [], ...byId('PATCH', nativeGroup, 'group mailbox id', ({ groupMailbox: name }) => ({ name })), { writes: groupTables }),
  [`DELETE ${v1}/group-mailboxes/:id`]: asks('channels.write', [], () => ask('DELETE', `${v1}/group-mailboxes/${nobodys}`), [probe('group mailbox id', false, (things) => ask('DELETE', nativeGroup(things)))], { status: 404 }),
  [`PUT ${v1}/group-mailboxes/:id/members`]: asks('channels.write', [], ({ groupMailboxId, agentId }) => ask('PUT', `${v1}/group-mailboxes/${groupMailboxId}/members`, { agentIds: [n(agentId)] }), [
    probe('group mailbox id', true, (things) => ask('PUT', `${nativeGroup(things)}/members`, { agentIds: [] })),
    probe('agent id in the body', false, ({ agentId }) => ask('PUT', `${v1}/group-mailboxes/${nobodys}/members`, { agentIds: [n(agentId)] })),
  ], { writes: groupTables }),
  [`GET ${v1}/group-mailboxes/:id/goals`]: asks('channels.read', [], ...byId('GET', (things) => `${nativeGroup(things)}/goals`, 'group mailbox id')),
  [`PATCH ${v1}/group-mailboxes/:id/goals`]: asks('settings.write', [], ...byId('PATCH', (things) => `${nativeGroup(things)}/goals`, 'group mailbox id', () => ({ overall: 1_200 })), { writes: goalTables }),
  [`GET ${v1}/teams/:id/goals`]: asks('people.read', [], ...byId('GET', ({ teamId }) => `${v1}/teams/${teamId}/goals`, 'team id')),
  [`PATCH ${v1}/teams/:id/goals`]: asks('settings.write', [], ...byId('PATCH', ({ teamId }) => `${v1}/teams/${teamId}/goals`, 'team id', () => ({ overall: 1_200 })), { writes: goalTables }),

  [`GET ${v1}/contact-groups`]: asks('contacts.read', [], () => ask('GET', `${v1}/contact-groups`), [probe('a group\'s name', true, ({ group: name }) => ({ method: 'GET', path: `${v1}/contact-groups`, query: [['search', name]] }))]),
  [`POST ${v1}/contact-groups`]: asks('contacts.write', [], () => ask('POST', `${v1}/contact-groups`, { name: 'Made', members: [{ kind: 'domain', value: 'made.test' }] }), [], { status: 201, writes: ['contact_groups', 'contact_group_members', 'audit_log'], ...makes('makes a group out of what it is given') }),
  [`PATCH ${v1}/contact-groups/:id`]: asks('contacts.write', [], ...byId('PATCH', nativeContactGroup, 'contact group id', ({ group: name }) => ({ name })), { writes: ['contact_groups', 'audit_log'] }),
  [`DELETE ${v1}/contact-groups/:id`]: asks('contacts.delete', [], () => ask('DELETE', `${v1}/contact-groups/${nobodys}`), [probe('contact group id', false, (things) => ask('DELETE', nativeContactGroup(things)))], { status: 404 }),
  [`GET ${v1}/lead-sources`]: asks('contacts.read', [], () => ask('GET', `${v1}/lead-sources`), [], makes('lists the account\'s')),
  [`POST ${v1}/lead-sources`]: asks('contacts.write', [], () => ask('POST', `${v1}/lead-sources`, { name: 'Made' }), [], { status: 201, writes: ['lead_sources', 'audit_log'], ...makes('makes a source out of what it is given') }),
  [`PATCH ${v1}/lead-sources/:id`]: asks('contacts.write', [], ...byId('PATCH', nativeSource, 'lead source id', () => ({ name: 'Renamed' })), { writes: ['lead_sources', 'audit_log'] }),
  [`DELETE ${v1}/lead-sources/:id`]: asks('contacts.delete', [], () => ask('DELETE', `${v1}/lead-sources/${nobodys}`), [probe('lead source id', false, (things) => ask('DELETE', nativeSource(things)))], { status: 404 }),
};
