import { setCalendar } from '#core/calendars/index.ts';
import { operation } from '#http/index.ts';
import { CalendarInput, CalendarSet } from '../../schemas/calendars.ts';

export const setDefaultCalendar = operation({
  id: 'calendars.setDefault',
  method: 'PUT',
  path: '/native/v1/calendars/default',
  tag: 'Hours',
  summary: 'Sets the account\'s hours: a new version, from now on or for all history',
  body: CalendarInput,
  response: CalendarSet,
  handle: ({ act, change, body: { fromBeginning = false, ...calendar } }) => change((tx) => setCalendar(tx, act, calendar, { fromBeginning })),
});
