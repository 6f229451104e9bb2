import { changeStatus as changeIt } from '#core/presence/index.ts';
import { operation } from '#http/index.ts';
import { renderStatus } from '../../render/presence.ts';
import { AgentStatus, StatusChange, StatusParams } from '../../schemas/presence.ts';

export const changeStatus = operation({
  id: 'statuses.change', method: 'PATCH', path: '/native/v1/statuses/{id}', tag: 'Presence', params: StatusParams, body: StatusChange, response: AgentStatus,
  summary: 'Name, colour and number for workforce management, of built-in ones too',
  handle: async ({ act, change, params: { id }, body }) => renderStatus(await change((tx) => changeIt(tx, act, id, body))),
});
