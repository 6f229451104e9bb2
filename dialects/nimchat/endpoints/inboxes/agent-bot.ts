import { getChannelBot } from '#core/bots/index.ts';
import type { Outside } from '#core/channels/index.ts';
import type { Operation } from '#http/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { InboxBot } from '../../schemas/agent-bot.ts';
import { botView } from '../../views/agent-bots.ts';

export const showInboxBot = (outside: Outside): Operation => accountOperation({
  id: 'inboxes.agent-bot', method: 'GET', path: '/inboxes/{id}/agent_bot', tag: 'Inboxes', summary: 'The bot that answers first there; null: none',
  response: InboxBot,
  async handle({ act, snapshot, principal, params: { id } }) {
    const key = await outside.key();
    return snapshot(async (tx) => {
      const bot = await getChannelBot(tx, act, id);
      return bot && botView(tx, act, bot, { isDeployed: isDeployed(principal), key });
    });
  },
});
