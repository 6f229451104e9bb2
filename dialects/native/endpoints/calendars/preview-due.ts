import { previewDue as preview } from '#core/desk/index.ts';
import { operation } from '#http/index.ts';
import { Due, DueInput } from '../../schemas/calendars.ts';

export const previewDue = operation({
  id: 'calendars.previewDue',
  method: 'POST',
  path: '/native/v1/calendars/due',
  tag: 'Hours',
  summary: 'When a mail that arrives now, or at `at`, would be due: by the hours of a channel, of the account, or by hours that are only being written. Stores nothing',
  body: DueInput,
  response: Due,
  async handle({ act, snapshot, body }) {
    const { at, hoursOf, phase, opensAt, goalSeconds, dueAt } = await snapshot((tx) => preview(tx, act, body));
    return { at, hoursOf, phase, opensAt, goalSeconds, dueAt };
  },
});
