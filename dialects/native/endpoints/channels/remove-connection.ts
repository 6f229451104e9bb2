import { removeConnection as remove } from '#core/channels/index.ts';
import { operation } from '#http/index.ts';
import { ConnectionParams } from '../../schemas/channels.ts';
import { Empty } from '../../schemas/shared.ts';

export const removeConnection = operation({
  id: 'channels.removeConnection',
  method: 'DELETE',
  path: '/native/v1/channels/{id}/connections/{kind}',
  tag: 'Channels',
  summary: 'Forgets a connection and its secret',
  status: 204,
  params: ConnectionParams,
  response: Empty,
  async handle({ act, change, params: { id, kind } }) {
    await change((tx) => remove(tx, act, id, kind));
    return null;
  },
});
