import { parseHolidaysFile } from '#core/calendars/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { operation } from '#http/index.ts';
import { HolidaysFile, HolidaysFileInput } from '../../schemas/calendars.ts';

export const readHolidaysFile = operation({
  id: 'calendars.readHolidaysFile',
  method: 'POST',
  path: '/native/v1/calendars/holidays-file',
  tag: 'Hours',
  summary: 'The whole days of an iCalendar file, to be chosen from; nothing is stored',
  body: HolidaysFileInput,
  response: HolidaysFile,
  async handle({ act, body }) {
    requirePermission(act, 'calendars.read');
    const { days, skipped } = parseHolidaysFile(body.ical);
    return { days: days.map(({ date, name }) => ({ date, name })), skipped };
  },
});
