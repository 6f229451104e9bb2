import { getStaffingSettings as read } from '#core/analytics/index.ts';
import { operation } from '#http/index.ts';
import { StaffingSettings } from '../../schemas/staffing.ts';

export const getStaffingSettings = operation({
  id: 'staffing.settings',
  method: 'GET',
  path: '/native/v1/staffing/settings',
  tag: 'Staffing',
  summary: 'What the forecast adds to the people who must be at their desks',
  response: StaffingSettings,
  handle: ({ act, snapshot }) => snapshot((tx) => read(tx, act)),
});
