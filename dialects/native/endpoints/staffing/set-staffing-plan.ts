import { setStaffingPlan as set } from '#core/analytics/index.ts';
import { operation } from '#http/index.ts';
import { PlanDay, PlanInput, PlanParams } from '../../schemas/staffing.ts';

export const setStaffingPlan = operation({
  id: 'staffing.plan.set',
  method: 'PUT',
  path: '/native/v1/queues/{id}/staffing-plan/{day}',
  tag: 'Staffing',
  summary: 'Plans a day of a queue anew: these times and no others',
  params: PlanParams,
  body: PlanInput,
  response: PlanDay,
  async handle({ act, change, params: { id, day }, body }) {
    await change((tx) => set(tx, act, { queueId: id, day, spans: body.spans }));
    return { day, spans: body.spans };
  },
});
