import { Type } from '@sinclair/typebox';
import { findAgentsOnHold, wholeSeconds } from '#core/interactions/index.ts';
import { findOnlineAgents, findStatuses } from '#core/presence/index.ts';
import { ccaiOperation } from '../../ccai-operation.ts';
import { renderTime } from '../../render/time.ts';
import { AgentCurrentStatus } from '../../schemas/agent.ts';

export const currentStatusOfAgents = ccaiOperation({
  id: 'agents.current_status', path: '/agents/current_status', tag: 'Agents', summary: 'Agents who are logged in, their status, and whether they have somebody on hold',
  response: Type.Array(AgentCurrentStatus),
  handle: ({ act, snapshot, clock }) => snapshot(async (tx) => {
    const online = await findOnlineAgents(tx, act);
    const names = new Map((await findStatuses(tx, act, { withDeleted: true })).map(({ id, name }) => [id, name]));
    const onHold = await findAgentsOnHold(tx, act, online.map(({ agentId }) => agentId));
    return online.map(({ agentId, statusId, statusSince }) => {
      const since = onHold.get(agentId);
      return {
        id: agentId, status: names.get(statusId)!, status_id: statusId, status_updated_at: renderTime(statusSince),
        on_hold: since !== undefined, on_hold_duration: since === undefined ? 0 : wholeSeconds(Date.parse(since), clock.nowMs()),
      };
    });
  }),
});
