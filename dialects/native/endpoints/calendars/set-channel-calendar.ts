import { setCalendar } from '#core/calendars/index.ts';
import { operation } from '#http/index.ts';
import { CalendarInput, CalendarSet } from '../../schemas/calendars.ts';
import { IdParams } from '../../schemas/shared.ts';

export const setChannelCalendar = operation({
  id: 'calendars.setForChannel',
  method: 'PUT',
  path: '/native/v1/channels/{id}/calendar',
  tag: 'Hours',
  summary: 'Sets hours of this channel, instead of the account\'s; where several channels share them, of all of these',
  params: IdParams,
  body: CalendarInput,
  response: CalendarSet,
  handle: ({ act, change, params, body: { fromBeginning = false, ...calendar } }) => change((tx) => setCalendar(tx, act, calendar, { channelId: params.id, fromBeginning })),
});
