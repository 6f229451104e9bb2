import { countLive, countLiveByAgent } from '#core/analytics/index.ts';
import { notFound, requirePermission, seesAll } from '#core/kernel/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { reportsLimit } from '../../limits.ts';
import { ConversationMetrics, ConversationMetricsQuery } from '../../schemas/report.ts';
import { agentsOf } from '../../views/agents.ts';

/** The document has it twice, for agents with a slash at its end: the type tells them apart. */
export const conversationMetrics = accountOperation({
  id: 'reports.conversations', method: 'GET', root: '/api/v2/accounts', path: '/reports/conversations', tag: 'Reports', summary: 'What is open now, of the account or of each agent', limit: reportsLimit,
  query: ConversationMetricsQuery, response: ConversationMetrics,
  handle: ({ act, snapshot, query: { type, user_id: agentId } }) => snapshot(async (tx) => {
    requirePermission(act, 'reports.read');
    if (type === 'account') return countLive(tx, act);
    const [agents, counts] = [await agentsOf(tx, seesAll(act), agentId === undefined ? undefined : [agentId]), await countLiveByAgent(tx, act)];
    if (agentId !== undefined && agents.length === 0) throw notFound('agent');
    return agents.map(({ id, name, email, availability_status: availability }) => {
      const { open, unattended } = counts.get(id) ?? { open: 0, unattended: 0 };
      return { id, name, email, thumbnail: '', availability, metric: { open, unattended } };
    });
  }),
});
