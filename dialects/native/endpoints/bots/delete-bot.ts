import { deleteBot as remove } from '#core/bots/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const deleteBot = operation({
  id: 'bots.delete',
  method: 'DELETE',
  path: '/native/v1/bots/{id}',
  tag: 'Bots',
  summary: 'Its token is dead at once, and what it had is people\'s',
  status: 204,
  params: IdParams,
  response: Empty,
  async handle({ act, change, params }) {
    await change((tx) => remove(tx, act, params.id));
    return null;
  },
});
