import { deleteSavedReport as remove } from '#core/reports/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const deleteSavedReport = operation({
  id: 'savedReports.delete',
  method: 'DELETE',
  path: '/native/v1/saved-reports/{id}',
  tag: 'Reports',
  summary: 'It is not kept any more; schedules have their own copy and go on',
  status: 204,
  params: IdParams,
  response: Empty,
  async handle({ act, change, params }) {
    await change((tx) => remove(tx, act, params.id));
    return null;
  },
});
