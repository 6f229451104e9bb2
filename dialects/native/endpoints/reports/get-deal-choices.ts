import { findDealChoices } from '#core/analytics/index.ts';
import { operation } from '#http/index.ts';
import { DealChoices } from '../../schemas/reports.ts';

export const getDealChoices = operation({
  id: 'reports.dealChoices',
  method: 'GET',
  path: '/native/v1/reports/deal-choices',
  tag: 'Reports',
  summary: 'Stages and owners of the deals that are kept, to filter reports by; empty where there are no deals',
  response: DealChoices,
  handle: ({ act, snapshot }) => snapshot((tx) => findDealChoices(tx, act)),
});
