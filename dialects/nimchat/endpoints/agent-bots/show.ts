import { getBot } from '#core/bots/index.ts';
import type { Outside } from '#core/channels/index.ts';
import type { Operation } from '#http/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { AgentBot } from '../../schemas/agent-bot.ts';
import { botView } from '../../views/agent-bots.ts';

export const showAgentBot = (outside: Outside): Operation => accountOperation({
  id: 'agent-bots.show', method: 'GET', path: '/agent_bots/{id}', tag: 'Agent bots', summary: 'One bot',
  response: AgentBot,
  async handle({ act, snapshot, principal, params: { id } }) {
    const key = await outside.key();
    return snapshot(async (tx) => botView(tx, act, await getBot(tx, act, id), { isDeployed: isDeployed(principal), key }));
  },
});
