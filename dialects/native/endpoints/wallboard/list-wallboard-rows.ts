import { accountZone, findWallboardRows } from '#core/analytics/index.ts';
import { operation } from '#http/index.ts';
import { WallboardRows, WallboardRowsQuery } from '../../schemas/wallboard.ts';

export const listWallboardRows = operation({
  id: 'wallboard.rows',
  method: 'GET',
  path: '/native/v1/wallboard/rows',
  tag: 'Wallboard',
  summary: 'What a figure of a queue counted: which interactions and spans, or which agents',
  query: WallboardRowsQuery,
  response: WallboardRows,
  handle: ({ act, snapshot, query }) => snapshot(async (tx) => {
    const { asOf, rows, isCut } = await findWallboardRows(tx, act, { zone: await accountZone(tx), ...query });
    return { asOf, rows: [...rows], isCut };
  }),
});
