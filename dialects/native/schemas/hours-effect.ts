import { Type, type Static } from '@sinclair/typebox';
import { CalendarDefinition } from './calendars.ts';
import { Closed, Id, Nullable } from './shared.ts';

const Count = Type.Integer({ minimum: 0 });
const Figures = Closed({
  mean: Nullable(Type.Number({ description: 'Business seconds; null: of none' })), median: Nullable(Type.Number()), within: Count, over: Type.Integer({ minimum: 0, description: 'Against the goals in force then; what had none is in neither' }),
  zero: Type.Integer({ minimum: 0, description: 'Wholly outside hours' }),
});
const Metric = Closed({ count: Count, isCut: Type.Boolean({ description: 'There are more; the newest 5,000 are counted' }), now: Figures, wanted: Figures });

export const HoursEffectInput = Closed({ calendar: CalendarDefinition, channelId: Type.Optional(Id) });
export type HoursEffectInput = Static<typeof HoursEffectInput>;
export const HoursEffect = Closed({ days: Type.Integer(), firstReply: Metric, reply: Metric });
export type HoursEffect = Static<typeof HoursEffect>;
