import type { Probe } from './route-case.ts';
import type { Things } from './things.ts';

type Pairs = readonly (readonly [name: string, value: string])[];

/** How each filter of the logs names something, by what it names. */
const filters: readonly (readonly [about: string, isTelling: boolean, query: (things: Things) => Pairs])[] = [
  ['customer as contact', true, ({ customer }) => [['model', customer], ['model_type', 'Contact']]],
  ['customer, any type', true, ({ customer }) => [['model', customer]]],
  ['domain', true, ({ domain }) => [['model', domain], ['model_type', 'Contact']]],
  ['agent by id', true, ({ agentId }) => [['model', agentId], ['model_type', 'Agent']]],
  ['agent by name', true, ({ agentName }) => [['model', agentName], ['model_type', 'Agent']]],
  ['agent by address', true, ({ agentAddress }) => [['model', agentAddress], ['model_type', 'Mailbox']]],
  ['agent, any type', true, ({ agentName }) => [['model', agentName]]],
  ['team', true, ({ team }) => [['model', team], ['model_type', 'Team']]],
  ['team, any type', true, ({ team }) => [['model', team]]],
  ['group mailbox by name', true, ({ channelName }) => [['model', channelName], ['model_type', 'Group Mailbox']]],
  ['mailbox by address', true, ({ channelAddress }) => [['model', channelAddress], ['model_type', 'Mailbox']]],
  ['contact group', true, ({ group }) => [['model', group], ['model_type', 'Contact Group']]],
  ['account by name', true, ({ accountName }) => [['model', accountName]]],
  ['own domain', true, ({ internalDomain }) => [['model', internalDomain]]],
  ['lead source', false, ({ agentName }) => [['model', agentName], ['model_type', 'Lead Source']]],
  ['communicating with a customer', true, ({ customer }) => [['model_com', customer], ['model_type_com', 'Contact'], ['exclusive', '1']]],
  ['communicating with an agent', true, ({ agentName }) => [['model_com', agentName], ['model_type_com', 'Agent']]],
  ['communicating with a team', true, ({ team }) => [['model_com', team], ['model_type_com', 'Team'], ['exclude_cc_com', '1']]],
  ['communicating with a group', true, ({ group }) => [['model_com', group], ['model_type_com', 'Contact Group']]],
  ['label', true, ({ label }) => [['label[]', label]]],
  ['label among others', true, ({ label }) => [['label[]', label], ['label[]', 'nothing-like-it']]],
  ['deal by name', true, ({ subject }) => [['dealName', `${subject} deal`]]],
  ['deals in a stage', true, ({ dealStageId }) => [['dealStage', dealStageId]]],
  ['deals of an agent', true, ({ agentId }) => [['dealOwner[]', agentId]]],
  ['subject', true, ({ subject }) => [['search', subject]]],
  ['subject as words', true, ({ subject }) => [['search', `order ${subject}`], ['sort_by', 'subject'], ['direction', 'asc']]],
];

/** One probe for each way in which a list of the logs names something. */
export function logProbes(path: string, extra: Pairs = []): Probe[] {
  return filters.map(([about, isTelling, query]) => ({ about, isTelling, ask: (things) => ({ method: 'GET', path, query: [...query(things), ...extra] }) }));
}
