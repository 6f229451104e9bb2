import { setChannelBot as set } from '#core/bots/index.ts';
import { operation } from '#http/index.ts';
import { ChannelBot } from '../../schemas/bots.ts';
import { IdParams } from '../../schemas/shared.ts';

export const setChannelBot = operation({
  id: 'channels.setBot',
  method: 'PUT',
  path: '/native/v1/channels/{id}/bot',
  tag: 'Bots',
  summary: 'Who answers first in a channel: a bot, or people (null). Conversations that are there stay with whoever has them',
  params: IdParams,
  body: ChannelBot,
  response: ChannelBot,
  async handle({ act, change, params: { id }, body: { botId } }) {
    await change((tx) => set(tx, act, id, botId, { format: 'native' }));
    return { botId };
  },
});
