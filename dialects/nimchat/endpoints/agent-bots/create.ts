import { createBot } from '#core/bots/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import type { Operation } from '#http/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { AgentBot, AgentBotInput } from '../../schemas/agent-bot.ts';
import { botView } from '../../views/agent-bots.ts';

export const createAgentBot = (outside: Outside): Operation => accountOperation({
  id: 'agent-bots.create', method: 'POST', path: '/agent_bots', tag: 'Agent bots', summary: 'A bot with a token of its own',
  body: AgentBotInput, response: AgentBot,
  async handle({ act, change, principal, body: { name, description, outgoing_url: outgoingUrl } }) {
    requirePermission(act, 'channels.write');
    if (outgoingUrl) await outside.checkTarget('outgoing_url', outgoingUrl);
    const key = await outside.key();
    return change(async (tx) => {
      const { bot } = await createBot(tx, act, key, { name, description: description ?? '', outgoingUrl: outgoingUrl ?? null }, { format: 'nimchat' });
      return botView(tx, act, bot, { isDeployed: isDeployed(principal), key });
    });
  },
});
