import { changeBot } from '#core/bots/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import type { Operation } from '#http/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { AgentBot, AgentBotChange } from '../../schemas/agent-bot.ts';
import { botView } from '../../views/agent-bots.ts';

export const updateAgentBot = (outside: Outside): Operation => accountOperation({
  id: 'agent-bots.update', method: 'PATCH', path: '/agent_bots/{id}', tag: 'Agent bots', summary: 'Change a bot of the account; what is not given stays',
  body: AgentBotChange, response: AgentBot,
  async handle({ act, change, principal, params: { id }, body: { name, description, outgoing_url: outgoingUrl } }) {
    requirePermission(act, 'channels.write');
    if (outgoingUrl) await outside.checkTarget('outgoing_url', outgoingUrl);
    const key = await outside.key();
    return change(async (tx) => {
      const bot = await changeBot(tx, act, id, { ...(name !== undefined && { name }), ...(description !== undefined && { description: description ?? '' }), ...(outgoingUrl !== undefined && { outgoingUrl }) });
      return botView(tx, act, bot, { isDeployed: isDeployed(principal), key });
    });
  },
});
