import { setChannelBot } from '#core/bots/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { SetAgentBot } from '../../schemas/agent-bot.ts';
import { Nothing } from '../../schemas/wire.ts';

export const setInboxBot = accountOperation({
  id: 'inboxes.set-agent-bot', method: 'POST', path: '/inboxes/{id}/set_agent_bot', tag: 'Inboxes', summary: 'The bot answers first from now on; null takes it away',
  body: SetAgentBot, response: Nothing,
  handle: ({ act, change, params: { id }, body }) => change(async (tx) => { await setChannelBot(tx, act, id, body.agent_bot, { format: 'nimchat' }); return null; }),
});
