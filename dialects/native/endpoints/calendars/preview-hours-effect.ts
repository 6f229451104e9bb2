import { previewHoursEffect as preview, type MetricEffect } from '#core/analytics/index.ts';
import { operation } from '#http/index.ts';
import { HoursEffect, HoursEffectInput } from '../../schemas/hours-effect.ts';

export const previewHoursEffect = operation({
  id: 'calendars.previewEffect',
  method: 'POST',
  path: '/native/v1/calendars/effect',
  tag: 'Hours',
  summary: 'What hours that are only being written would have made of the answers of the last 30 days, beside what the reports hold. Stores nothing',
  body: HoursEffectInput,
  response: HoursEffect,
  handle: async ({ act, snapshot, body }) => {
    const { days, firstReply, reply } = await snapshot((tx) => preview(tx, act, body));
    return { days, firstReply: render(firstReply), reply: render(reply) };
  },
});

function render({ count, isCut, now, wanted }: MetricEffect): HoursEffect['reply'] {
  const figures = ({ mean, median, within, over, zero }: MetricEffect['now']) => ({ mean, median, within, over, zero });
  return { count, isCut, now: figures(now), wanted: figures(wanted) };
}
