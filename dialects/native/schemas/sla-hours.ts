import { Type, type Static } from '@sinclair/typebox';
import { Closed, Id, Instant, Nullable } from './shared.ts';

const calendarId = Nullable({ ...Id, description: 'The calendar of the account, a channel or a queue whose hours were promised to customers; null: nothing is promised' });

export const SlaHours = Closed({ calendarId, validFrom: Nullable(Instant) });
export type SlaHours = Static<typeof SlaHours>;

export const SlaHoursInput = Closed({
  calendarId,
  fromBeginning: Type.Optional(Type.Boolean({ description: 'The past is counted anew by it; else only what is written from now on' })),
});
