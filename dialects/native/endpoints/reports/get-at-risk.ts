import { accountZone, findAtRisk } from '#core/analytics/index.ts';
import { operation } from '#http/index.ts';
import { renderAtRisk } from '../../render/waiting.ts';
import { AtRiskAnswer, AtRiskQuery } from '../../schemas/reports.ts';

export const getAtRisk = operation({
  id: 'reports.atRisk',
  method: 'GET',
  path: '/native/v1/reports/at-risk',
  tag: 'Reports',
  summary: 'Who waits for an answer now, by when it is due in business time: the first to be due first',
  query: AtRiskQuery,
  response: AtRiskAnswer,
  handle: ({ act, snapshot, query: { limit, ...scope } }) => snapshot(async (tx) => {
    const { asOf, goals, late, soon, isCapped, rows } = await findAtRisk(tx, act, scope, limit === undefined ? {} : { limit });
    return { asOf, zone: await accountZone(tx), goals, late, soon, isCapped, rows: rows.map(renderAtRisk) };
  }),
});
