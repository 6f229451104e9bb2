import { createAgent as create } from '#core/people/index.ts';
import { operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderAgents } from '../../render/agent.ts';
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
  handle: ({ act, change, body }) => change(async (tx) => (await renderAgents(tx, readingBack(act), [await create(tx, act, body)]))[0]!),
});
