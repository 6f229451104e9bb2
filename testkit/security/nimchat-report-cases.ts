import { route } from './nimchat-cases.ts';
import type { RouteCases } from './route-case.ts';
import type { Things } from './things.ts';

const root = '/api/v2/accounts';
/** Things that a report may be of. */
const kinds = [['agent', 'agentId'], ['inbox', 'channelId'], ['label', 'label'], ['team', 'teamId']] as const;
type Pairs = readonly (readonly [string, string])[];
const inside = (first: Pairs) => kinds.map(([type, name]) => ({ about: type, query: (things: Things): Pairs => [...first, ['type', type], ['id', things[name]]] }));

export const nimchatReportCases: RouteCases = Object.fromEntries([
  route('GET', '/reports', { root, needs: 'reports.read', query: () => [['metric', 'conversations_count'], ['type', 'account']], inside: inside([['metric', 'conversations_count']]) }),
  route('GET', '/reports/summary', { root, needs: 'reports.read', query: () => [['type', 'account']], inside: inside([]) }),
  route('GET', '/reports/conversations', { root, needs: 'reports.read', query: () => [['type', 'agent']], inside: [{ about: 'agent', query: ({ agentId }) => [['type', 'agent'], ['user_id', agentId]] }] }),
]);
