import { createBot as create } from '#core/bots/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { botViews } from '../../render/bot.ts';
import { BotMade, NewBot } from '../../schemas/bots.ts';

export const createBot = (outside: Outside): Operation => operation({
  id: 'bots.create',
  method: 'POST',
  path: '/native/v1/bots',
  tag: 'Bots',
  summary: 'A bot with a token of its own; its address is told in our own format',
  status: 201,
  body: NewBot,
  response: BotMade,
  async handle({ act, change, body }) {
    requirePermission(act, 'channels.write');
    if (body.outgoingUrl) await outside.checkTarget('outgoingUrl', body.outgoingUrl);
    const key = await outside.key();
    return change(async (tx) => {
      const { bot, token } = await create(tx, act, key, body, { format: 'native' });
      return { ...(await botViews(tx, act, [bot]))[0]!, token };
    });
  },
});
