import { setSlaHours as set } from '#core/calendars/index.ts';
import { operation } from '#http/index.ts';
import { SlaHours, SlaHoursInput } from '../../schemas/sla-hours.ts';

export const setSlaHours = operation({
  id: 'slaHours.set',
  method: 'PUT',
  path: '/native/v1/account/sla-hours',
  tag: 'Account',
  summary: 'Sets it. The first ever set, and one set `fromBeginning`, counts the past, too',
  body: SlaHoursInput,
  response: SlaHours,
  handle: ({ act, change, body: { calendarId, fromBeginning = false } }) => change((tx) => set(tx, act, calendarId, { fromBeginning })),
});
