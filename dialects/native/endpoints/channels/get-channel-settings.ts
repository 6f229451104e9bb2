import { getChannelSettings as get } from '#core/channels/index.ts';
import { operation } from '#http/index.ts';
import { ChannelSettings } from '../../schemas/channels.ts';
import { IdParams } from '../../schemas/shared.ts';

export const getChannelSettings = operation({
  id: 'channels.settings',
  method: 'GET',
  path: '/native/v1/channels/{id}/settings',
  tag: 'Channels',
  summary: 'How a channel answers: sender, language, signature, undo, automatic replies',
  params: IdParams,
  response: ChannelSettings,
  handle: ({ act, snapshot, params }) => snapshot(async (tx) => {
    const { trustedServers, ...settings } = await get(tx, act, params.id);
    return { ...settings, trustedServers: [...trustedServers] };
  }),
});
