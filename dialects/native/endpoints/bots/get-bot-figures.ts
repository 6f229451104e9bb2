import { findBotFigures } from '#core/bots/index.ts';
import { operation } from '#http/index.ts';
import { BotFigures, BotFiguresQuery } from '../../schemas/bots.ts';

export const getBotFigures = operation({
  id: 'bots.figures',
  method: 'GET',
  path: '/native/v1/bots/figures',
  tag: 'Bots',
  summary: 'What became of the conversations that began with bots in a stretch of time, and how long they had them',
  query: BotFiguresQuery,
  response: BotFigures,
  handle: async ({ act, snapshot, query: { from, to } }) => ({ items: await snapshot((tx) => findBotFigures(tx, act, { from: new Date(from).toISOString(), to: new Date(to).toISOString() }), { isLong: true }), next: null }),
});
