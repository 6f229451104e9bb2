import { getBot, getBotToken as get } from '#core/bots/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { BotToken } from '../../schemas/bots.ts';
import { IdParams } from '../../schemas/shared.ts';

export const getBotToken = (outside: Outside): Operation => operation({
  id: 'bots.token.get',
  method: 'GET',
  path: '/native/v1/bots/{id}/token',
  tag: 'Bots',
  summary: 'The token, for who may change bots',
  params: IdParams,
  response: BotToken,
  async handle({ act, snapshot, params: { id } }) {
    const key = await outside.key();
    return snapshot(async (tx) => {
      const token = await get(tx, act, key, id);
      await getBot(tx, readingBack(act), id);
      return { token };
    });
  },
});
