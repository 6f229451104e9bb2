import { removeAgent } from '#core/people/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { Nothing } from '../../schemas/wire.ts';

export const deleteAgent = accountOperation({
  id: 'agents.delete', method: 'DELETE', path: '/agents/{id}', tag: 'Agents', summary: 'Take a person out of the account',
  response: Nothing,
  handle: ({ act, change, params: { id } }) => change(async (tx) => { await removeAgent(tx, act, id); return null; }),
});
