import { Type } from '@sinclair/typebox';
import { accountOperation } from '../../account-operation.ts';
import { Agent } from '../../schemas/agent.ts';
import { agentsOf } from '../../views/agents.ts';

export const listAgents = accountOperation({
  id: 'agents.list', method: 'GET', path: '/agents', tag: 'Agents', summary: 'Agents of the account',
  response: Type.Array(Agent),
  handle: ({ act, snapshot }) => snapshot((tx) => agentsOf(tx, act)),
});
