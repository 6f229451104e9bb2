import { findStatuses } from '#core/presence/index.ts';
import { operation } from '#http/index.ts';
import { renderStatus } from '../../render/presence.ts';
import { AgentStatuses } from '../../schemas/presence.ts';

export const listStatuses = operation({
  id: 'statuses.list', method: 'GET', path: '/native/v1/statuses', tag: 'Presence', response: AgentStatuses,
  summary: 'The statuses that agents can be in: built-in ones, then the account\'s own',
  handle: async ({ act, snapshot }) => ({ items: (await snapshot((tx) => findStatuses(tx, act))).map(renderStatus), next: null }),
});
