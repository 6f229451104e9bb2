import { Type } from '@sinclair/typebox';
import { findBots } from '#core/bots/index.ts';
import type { Outside } from '#core/channels/index.ts';
import type { Operation } from '#http/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { AgentBot } from '../../schemas/agent-bot.ts';
import { botView } from '../../views/agent-bots.ts';

export const listAgentBots = (outside: Outside): Operation => accountOperation({
  id: 'agent-bots.list', method: 'GET', path: '/agent_bots', tag: 'Agent bots', summary: 'Bots of the account, and those of the platform',
  response: Type.Array(AgentBot),
  async handle({ act, snapshot, principal }) {
    const key = await outside.key();
    return snapshot(async (tx) => {
      const views: Awaited<ReturnType<typeof botView>>[] = [];
      for (const bot of await findBots(tx, act)) views.push(await botView(tx, act, bot, { isDeployed: isDeployed(principal), key }));
      return views;
    });
  },
});
