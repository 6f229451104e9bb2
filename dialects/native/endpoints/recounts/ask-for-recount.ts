import { askForRecount as ask } from '#core/analytics/index.ts';
import { operation } from '#http/index.ts';
import { renderRecount } from '../../render/recount.ts';
import { Recount } from '../../schemas/recounts.ts';

export const askForRecount = operation({
  id: 'recounts.ask',
  method: 'POST',
  path: '/native/v1/recounts',
  tag: 'Reports',
  summary: 'Every figure of reply times is computed anew from what is stored, while reports go on; 409 while one of everything runs',
  status: 202,
  response: Recount,
  handle: async ({ act, change }) => renderRecount(await change((tx) => ask(tx, act))),
});
