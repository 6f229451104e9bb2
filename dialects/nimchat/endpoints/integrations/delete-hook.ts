import { deleteIntegration } from '#core/integrations/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { Nothing } from '../../schemas/wire.ts';

export const deleteHook = accountOperation({
  id: 'integrations.hooks.delete', method: 'DELETE', path: '/integrations/hooks/{hook_id}', tag: 'Integrations', summary: 'Not connected any more',
  response: Nothing,
  handle: ({ act, change, params: { hook_id: id } }) => change(async (tx) => { await deleteIntegration(tx, act, id); return null; }),
});
