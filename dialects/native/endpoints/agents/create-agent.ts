import { createAgent as create } from '#core/people/index.ts';
import { operation } from '#http/index.ts';
import { renderAgent } from '../../render/agent.ts';
import { Agent, NewAgent } from '../../schemas/people.ts';

export const createAgent = operation({
  id: 'agents.create',
  method: 'POST',
  path: '/native/v1/agents',
  tag: 'People',
  summary: 'A person who answers; 409 where an address or the user is another agent\'s',
  status: 201,
  body: NewAgent,
  response: Agent,
  handle: async ({ act, change, body }) => renderAgent(await change((tx) => create(tx, act, body))),
});
