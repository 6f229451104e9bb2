import { setQueueHours as set } from '#core/queues/index.ts';
import { operation } from '#http/index.ts';
import { CalendarInput, CalendarSet } from '../../schemas/calendars.ts';
import { IdParams } from '../../schemas/shared.ts';

export const setQueueHours = operation({
  id: 'queues.setHours',
  method: 'PUT',
  path: '/native/v1/queues/{id}/calendar',
  tag: 'Queues',
  summary: 'Sets hours of this queue alone; where it goes by hours that others go by too, those stay as they are and it gets its own',
  params: IdParams,
  body: CalendarInput,
  response: CalendarSet,
  handle: ({ act, change, params, body: { fromBeginning = false, ...calendar } }) => change((tx) => set(tx, act, params.id, calendar, { fromBeginning })),
});
