import { renewBotToken as renew } from '#core/bots/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { BotToken } from '../../schemas/bots.ts';
import { IdParams } from '../../schemas/shared.ts';

export const renewBotToken = (outside: Outside): Operation => operation({
  id: 'bots.token.renew',
  method: 'POST',
  path: '/native/v1/bots/{id}/token',
  tag: 'Bots',
  summary: 'A new token; the old one is dead at once',
  params: IdParams,
  response: BotToken,
  async handle({ act, change, params: { id } }) {
    const key = await outside.key();
    return { token: await change((tx) => renew(tx, act, key, id)) };
  },
});
