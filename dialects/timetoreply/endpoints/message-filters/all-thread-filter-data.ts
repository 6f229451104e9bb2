import { operation, type Operation } from '#http/index.ts';
import type { Ports, ReportParty } from '../../ports.ts';
import { renderGoals } from '../../render/goals.ts';
import { AllThreadFilterData } from '../../schemas/message-filters.ts';

const entity = (modelType: string, icon: string) => ({ id, name, addresses }: ReportParty) => ({ id, name, email_usernames: [...addresses], model_type: modelType, icon });

export const allThreadFilterData = (ports: Ports): Operation => operation({
  id: 'message-filters.all-thread-filter-data',
  method: 'GET',
  path: '/api/tools/settings/message-filters/all-thread-filter-data',
  tag: 'Filters',
  summary: 'All filters in force, and everybody and everything that reports may be about; of each kind 1,000 at most',
  response: AllThreadFilterData,
  async handle(call) {
    const { counts, parties, goals } = await call.snapshot(async (tx) => ({
      counts: await ports.countFilters(tx, call.act), parties: await ports.findReportParties(tx, call.act), goals: await ports.getReplyGoals(tx),
    }));
    return {
      advanced_filters_count: counts.groups,
      domain_and_email_filters: { domains: counts.domains, emails: counts.addresses },
      agents: parties.agents.map(entity('Mailbox', 'user-plus')),
      teams: parties.teams.map(entity('Team', 'handshake')),
      group_mailboxes: parties.groupMailboxes.map(entity('Group Mailbox', 'users')),
      customer_groups: parties.contactGroups.map(({ id, name, addresses, domains }) => ({ id, name, email_usernames: [...addresses], customer_domains: [...domains], model_type: 'Contact Group', icon: 'user-friends' })),
      customers: parties.contacts.map(entity('Contact', 'user')),
      lead_sources: parties.leadSources.map(entity('Lead Source', 'square-list')),
      labels: [...parties.labels],
      goals: renderGoals(goals),
    };
  },
});
