import { deleteBot } from '#core/bots/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { Nothing } from '../../schemas/wire.ts';

export const deleteAgentBot = accountOperation({
  id: 'agent-bots.delete', method: 'DELETE', path: '/agent_bots/{id}', tag: 'Agent bots', summary: 'The bot goes: its token is dead, what it had is people\'s',
  response: Nothing,
  handle: ({ act, change, params: { id } }) => change(async (tx) => { await deleteBot(tx, act, id); return null; }),
});
