import { changeBot as change } from '#core/bots/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { botViews } from '../../render/bot.ts';
import { Bot, BotChange } from '../../schemas/bots.ts';
import { IdParams } from '../../schemas/shared.ts';

export const changeBot = (outside: Outside): Operation => operation({
  id: 'bots.change',
  method: 'PATCH',
  path: '/native/v1/bots/{id}',
  tag: 'Bots',
  summary: 'Another name or address; what is not named stays',
  params: IdParams,
  body: BotChange,
  response: Bot,
  async handle({ act, change: within, params, body }) {
    requirePermission(act, 'channels.write');
    if (body.outgoingUrl) await outside.checkTarget('outgoingUrl', body.outgoingUrl);
    return within(async (tx) => (await botViews(tx, act, [await change(tx, act, params.id, body)]))[0]!);
  },
});
