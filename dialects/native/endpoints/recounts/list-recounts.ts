import { findRecounts } from '#core/analytics/index.ts';
import { operation } from '#http/index.ts';
import { renderRecount } from '../../render/recount.ts';
import { Recounts } from '../../schemas/recounts.ts';

export const listRecounts = operation({
  id: 'recounts.list',
  method: 'GET',
  path: '/native/v1/recounts',
  tag: 'Reports',
  summary: 'Figures computed anew, because somebody asked or a setting changed: how far, and the figures before and after',
  response: Recounts,
  handle: async ({ act, snapshot }) => ({ items: (await snapshot((tx) => findRecounts(tx, act))).map(renderRecount), next: null }),
});
