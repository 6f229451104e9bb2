import { operation } from '#http/index.ts';
import { readChannels } from '../../parse/read-channels.ts';
import { Channels } from '../../schemas/channels.ts';

export const listChannels = operation({
  id: 'channels.list',
  method: 'GET',
  path: '/native/v1/channels',
  tag: 'Channels',
  summary: 'All channels, disabled ones too, with their connections and how they are',
  response: Channels,
  handle: async ({ act, snapshot }) => ({ items: await snapshot((tx) => readChannels(tx, act)), next: null }),
});
