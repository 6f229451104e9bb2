import { deleteIntegration as remove } from '#core/integrations/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const deleteIntegration = operation({
  id: 'integrations.delete',
  method: 'DELETE',
  path: '/native/v1/integrations/{id}',
  tag: 'Integrations',
  summary: 'Not connected any more: its webhook and its bot go too, what the bot had is people\'s',
  status: 204,
  params: IdParams,
  response: Empty,
  async handle({ act, change, params }) {
    await change((tx) => remove(tx, act, params.id));
    return null;
  },
});
