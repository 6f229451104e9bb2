import { removeChannelAlias } from '#core/channels/index.ts';
import { operation } from '#http/index.ts';
import { AliasParams } from '../../schemas/channels.ts';
import { Empty } from '../../schemas/shared.ts';

export const removeAlias = operation({
  id: 'channels.removeAlias',
  method: 'DELETE',
  path: '/native/v1/channels/{id}/aliases/{address}',
  tag: 'Channels',
  summary: 'Takes an address away; never the channel\'s own',
  status: 204,
  params: AliasParams,
  response: Empty,
  async handle({ act, change, params: { id, address } }) {
    await change((tx) => removeChannelAlias(tx, act, id, address));
    return null;
  },
});
