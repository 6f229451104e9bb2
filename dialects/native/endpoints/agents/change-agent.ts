import { deactivateAgent, getAgent, reactivateAgent, renameAgent, setAgentAddresses, setAgentUser } from '#core/people/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderAgents } from '../../render/agent.ts';
import { Agent, AgentChange } from '../../schemas/people.ts';
import { IdParams } from '../../schemas/shared.ts';

export const changeAgent = operation({
  id: 'agents.change',
  method: 'PATCH',
  path: '/native/v1/agents/{id}',
  tag: 'People',
  summary: 'Name, addresses (then exactly these), login, at work or not; what is not named stays',
  params: IdParams,
  body: AgentChange,
  response: Agent,
  async handle({ act, change, params: { id }, body: { name, addresses, userId, isDeactivated } }) {
    return change(async (tx) => {
      requirePermission(act, 'people.write');
      await getAgent(tx, readingBack(act), id);
      if (name !== undefined) await renameAgent(tx, act, id, name);
      if (addresses !== undefined) await setAgentAddresses(tx, act, id, addresses);
      if (userId !== undefined) await setAgentUser(tx, act, id, userId);
      if (isDeactivated !== undefined) await (isDeactivated ? deactivateAgent : reactivateAgent)(tx, act, id);
      return (await renderAgents(tx, readingBack(act), [await getAgent(tx, readingBack(act), id)]))[0]!;
    });
  },
});
