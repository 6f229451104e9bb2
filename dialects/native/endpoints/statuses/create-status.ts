import { createStatus as create } from '#core/presence/index.ts';
import { operation } from '#http/index.ts';
import { renderStatus } from '../../render/presence.ts';
import { AgentStatus, NewStatus } from '../../schemas/presence.ts';

export const createStatus = operation({
  id: 'statuses.create', method: 'POST', path: '/native/v1/statuses', tag: 'Presence', status: 201, body: NewStatus, response: AgentStatus,
  summary: 'A status of the account\'s own; agents in it are offered work where takesWork says so',
  handle: async ({ act, change, body }) => renderStatus(await change((tx) => create(tx, act, body))),
});
