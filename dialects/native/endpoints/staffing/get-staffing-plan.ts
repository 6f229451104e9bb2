import { findStaffingPlan } from '#core/analytics/index.ts';
import { operation } from '#http/index.ts';
import { IdParams } from '../../schemas/shared.ts';
import { PlanDays, PlanQuery } from '../../schemas/staffing.ts';

export const getStaffingPlan = operation({
  id: 'staffing.plan',
  method: 'GET',
  path: '/native/v1/queues/{id}/staffing-plan',
  tag: 'Staffing',
  summary: 'How many people are planned for a queue, by day; days without a plan are not there',
  params: IdParams,
  query: PlanQuery,
  response: PlanDays,
  handle: async ({ act, snapshot, params, query }) => ({
    items: (await snapshot((tx) => findStaffingPlan(tx, act, { queueId: params.id, ...query }))).map(({ day, spans }) => ({ day, spans: [...spans] })), next: null,
  }),
});
