import { changeStaffingSettings as changeSettings } from '#core/analytics/index.ts';
import { operation } from '#http/index.ts';
import { StaffingSettings } from '../../schemas/staffing.ts';

export const changeStaffingSettings = operation({
  id: 'staffing.settings.change',
  method: 'PATCH',
  path: '/native/v1/staffing/settings',
  tag: 'Staffing',
  summary: 'How many of a hundred people who are planned are not at their desks',
  body: StaffingSettings,
  response: StaffingSettings,
  handle: ({ act, change, body }) => change((tx) => changeSettings(tx, act, body)),
});
