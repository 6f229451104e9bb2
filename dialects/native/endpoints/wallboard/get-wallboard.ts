import { Type } from '@sinclair/typebox';
import { accountZone, findWallboard } from '#core/analytics/index.ts';
import { operation } from '#http/index.ts';
import { AtRiskQuery, Wallboard } from '../../schemas/wallboard.ts';

export const getWallboard = operation({
  id: 'wallboard.get',
  method: 'GET',
  path: '/native/v1/wallboard',
  tag: 'Wallboard',
  summary: 'The figures of every queue now and today, and what is about to miss its target',
  query: Type.Object({ atRiskSeconds: AtRiskQuery }),
  response: Wallboard,
  handle: ({ act, snapshot, query }) => snapshot(async (tx) => {
    const { queues, atRisk, ...board } = await findWallboard(tx, act, { zone: await accountZone(tx), ...query });
    return { ...board, queues: [...queues], atRisk: [...atRisk] };
  }),
});
