import { changeRole } from '#core/accounts/index.ts';
import { CoreError, notFound, requirePermission, seesAll } from '#core/kernel/index.ts';
import { getAgent } from '#core/people/index.ts';
import { setAgentAvailability } from '#core/routing/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { Agent, AgentChange } from '../../schemas/agent.ts';
import { agentsOf } from '../../views/agents.ts';

export const updateAgent = accountOperation({
  id: 'agents.update', method: 'PATCH', path: '/agents/{id}', tag: 'Agents', summary: 'Change role and availability',
  body: AgentChange, response: Agent,
  handle: ({ act, change, params: { id }, body: { role, availability, auto_offline: autoOffline } }) => change(async (tx) => {
    requirePermission(act, 'people.write');
    const { userId } = await getAgent(tx, seesAll(act), id);
    const [before] = await agentsOf(tx, seesAll(act), [id]);
    if (!before) throw notFound('agent');
    if (before.role !== role) {
      if (userId === null) throw new CoreError('invalid', 'This agent has no login, so no role.');
      await changeRole(tx, act, { userId, role });
    }
    await setAgentAvailability(tx, act, id, { availability, autoOffline });
    return (await agentsOf(tx, seesAll(act), [id]))[0]!;
  }),
});
