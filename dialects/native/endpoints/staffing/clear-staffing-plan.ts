import { setStaffingPlan } from '#core/analytics/index.ts';
import { operation } from '#http/index.ts';
import { Empty } from '../../schemas/shared.ts';
import { PlanParams } from '../../schemas/staffing.ts';

export const clearStaffingPlan = operation({
  id: 'staffing.plan.clear',
  method: 'DELETE',
  path: '/native/v1/queues/{id}/staffing-plan/{day}',
  tag: 'Staffing',
  summary: 'Nothing is planned for the queue on that day any more',
  status: 204,
  params: PlanParams,
  response: Empty,
  async handle({ act, change, params: { id, day } }) {
    await change((tx) => setStaffingPlan(tx, act, { queueId: id, day, spans: [] }));
    return null;
  },
});
