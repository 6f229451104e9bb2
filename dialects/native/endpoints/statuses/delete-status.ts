import { deleteStatus as remove } from '#core/presence/index.ts';
import { operation } from '#http/index.ts';
import { StatusParams } from '../../schemas/presence.ts';
import { Empty } from '../../schemas/shared.ts';

export const deleteStatus = operation({
  id: 'statuses.delete', method: 'DELETE', path: '/native/v1/statuses/{id}', tag: 'Presence', status: 204, params: StatusParams, response: Empty,
  summary: 'It can be chosen no longer; who is in it stays until he says otherwise',
  async handle({ act, change, params: { id } }) {
    await change((tx) => remove(tx, act, id));
    return null;
  },
});
