import { deleteReportSchedule as remove } from '#core/reports/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const deleteReportSchedule = operation({
  id: 'reportSchedules.delete',
  method: 'DELETE',
  path: '/native/v1/report-schedules/{id}',
  tag: 'Reports',
  summary: 'Nothing of it goes out any more; its history stays',
  status: 204,
  params: IdParams,
  response: Empty,
  async handle({ act, change, params }) {
    await change((tx) => remove(tx, act, params.id));
    return null;
  },
});
