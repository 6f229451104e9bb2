import { previewBusinessTime } from '#core/calendars/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { operation } from '#http/index.ts';
import { CalendarPreview, CalendarPreviewInput } from '../../schemas/calendars.ts';

export const previewCalendar = operation({
  id: 'calendars.preview',
  method: 'POST',
  path: '/native/v1/calendars/preview',
  tag: 'Hours',
  summary: 'What hours that are only being written would count, with the intervals; nothing is stored',
  body: CalendarPreviewInput,
  response: CalendarPreview,
  async handle({ act, body }) {
    requirePermission(act, 'calendars.read');
    const instant = (ms: number): string => new Date(ms).toISOString();
    return {
      spans: previewBusinessTime(body.calendar, body.spans).map(({ seconds, intervals }) => ({ businessSeconds: seconds, intervals: intervals.map(({ from, to }) => ({ from: instant(from), to: instant(to) })) })),
    };
  },
});
