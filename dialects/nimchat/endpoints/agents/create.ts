import { addAgentWithLogin } from '#core/people/index.ts';
import { seesAll } from '#core/kernel/index.ts';
import { setAgentAvailability } from '#core/routing/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { Agent, AgentInput } from '../../schemas/agent.ts';
import { agentsOf } from '../../views/agents.ts';

export const createAgent = accountOperation({
  id: 'agents.create', method: 'POST', path: '/agents', tag: 'Agents', summary: 'Add a person who signs in and answers',
  body: AgentInput, response: Agent,
  handle: ({ act, change, body: { name, email, role, availability_status: availability, auto_offline: autoOffline } }) => change(async (tx) => {
    const { id } = await addAgentWithLogin(tx, act, { name, email, role });
    await setAgentAvailability(tx, act, id, { availability, autoOffline });
    return (await agentsOf(tx, seesAll(act), [id]))[0]!;
  }),
});
