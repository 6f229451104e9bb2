import { getSlaHours as get } from '#core/calendars/index.ts';
import { operation } from '#http/index.ts';
import { SlaHours } from '../../schemas/sla-hours.ts';

export const getSlaHours = operation({
  id: 'slaHours.get',
  method: 'GET',
  path: '/native/v1/account/sla-hours',
  tag: 'Account',
  summary: 'The calendar whose hours were promised to customers, and since when',
  response: SlaHours,
  handle: ({ act, snapshot }) => snapshot((tx) => get(tx, act)),
});
