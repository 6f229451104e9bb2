import { findCalendars } from '#core/calendars/index.ts';
import { operation } from '#http/index.ts';
import { renderCalendar } from '../../render/calendar.ts';
import { Calendars } from '../../schemas/calendars.ts';

export const listCalendars = operation({
  id: 'calendars.list',
  method: 'GET',
  path: '/native/v1/calendars',
  tag: 'Hours',
  summary: 'Opening hours: the account\'s own first, then those of single channels, with all versions',
  response: Calendars,
  handle: async ({ act, snapshot }) => ({ items: (await snapshot((tx) => findCalendars(tx, act))).map(renderCalendar), next: null }),
});
