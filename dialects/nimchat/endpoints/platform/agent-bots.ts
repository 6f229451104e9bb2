import { Type } from '@sinclair/typebox';
import type { Outside } from '#core/channels/index.ts';
import { changeBotOfApp, createBotOfApp, deleteBotOfApp, findBotsOfApp, getBotOfApp } from '#core/platform/index.ts';
import type { Operation } from '#http/index.ts';
import { platformOperation } from '../../platform-operation.ts';
import { AgentBot, AgentBotChange, AgentBotInput } from '../../schemas/agent-bot.ts';
import { Nothing } from '../../schemas/wire.ts';
import { renderBot } from '../../views/agent-bots.ts';

const tag = 'AgentBots';
/** They are in no account. */
const render = (bot: Parameters<typeof renderBot>[0]) => renderBot(bot, 0);

/** Bots without an account: each account may set one on its channels. */
export const platformAgentBots = (outside: Outside): Operation[] => [
  platformOperation({
    id: 'agent-bots.list', method: 'GET', path: '/agent_bots', tag, summary: 'Bots of this app', response: Type.Array(AgentBot),
    handle: async ({ database, caller }) => (await findBotsOfApp(database, caller)).map(render),
  }),
  platformOperation({
    id: 'agent-bots.create', method: 'POST', path: '/agent_bots', tag, summary: 'A bot that every account may set on its channels', body: AgentBotInput, response: AgentBot,
    handle: async ({ database, caller, body: { name, description, outgoing_url: outgoingUrl } }) => {
      if (outgoingUrl) await outside.checkTarget('outgoing_url', outgoingUrl);
      return render((await createBotOfApp(database, caller, await outside.key(), { name, description: description ?? '', outgoingUrl: outgoingUrl ?? null })).bot);
    },
  }),
  platformOperation({
    id: 'agent-bots.show', method: 'GET', path: '/agent_bots/{id}', tag, summary: 'A bot of this app', response: AgentBot,
    handle: async ({ database, caller, params: { id } }) => render(await getBotOfApp(database, caller, id)),
  }),
  platformOperation({
    id: 'agent-bots.update', method: 'PATCH', path: '/agent_bots/{id}', tag, summary: 'Change a bot; what is not given stays', body: AgentBotChange, response: AgentBot,
    handle: async ({ database, caller, params: { id }, body: { name, description, outgoing_url: outgoingUrl } }) => {
      await getBotOfApp(database, caller, id); // before anything is looked up for somebody whose bot it is not
      if (outgoingUrl) await outside.checkTarget('outgoing_url', outgoingUrl);
      return render(await changeBotOfApp(database, caller, id, { ...(name !== undefined && { name }), ...(description !== undefined && { description: description ?? '' }), ...(outgoingUrl !== undefined && { outgoingUrl }) }));
    },
  }),
  platformOperation({
    id: 'agent-bots.delete', method: 'DELETE', path: '/agent_bots/{id}', tag, summary: 'Delete a bot everywhere', response: Nothing,
    handle: async ({ database, caller, params: { id } }) => { await deleteBotOfApp(database, caller, id); return null; },
  }),
];
