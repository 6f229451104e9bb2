import { findBots } from '#core/bots/index.ts';
import { operation } from '#http/index.ts';
import { botViews } from '../../render/bot.ts';
import { Bots } from '../../schemas/bots.ts';

export const listBots = operation({
  id: 'bots.list',
  method: 'GET',
  path: '/native/v1/bots',
  tag: 'Bots',
  summary: 'Bots of the account and of the platform, and where they answer first',
  response: Bots,
  handle: async ({ act, snapshot }) => ({ items: await snapshot(async (tx) => botViews(tx, act, await findBots(tx, act))), next: null }),
});
