import { Type } from '@sinclair/typebox';
import { Nullable } from './php.ts';

/** Ten years. */
const minutesMax = 5_256_000;
const Minutes = (name: string) => Type.Optional(Type.Integer({ minimum: 1, maximum: minutesMax, description: `The ${name} goal in minutes; one that is not given stays.` }));

/** Goals of a team or a group mailbox as they are sent. */
export const goalsInMinutes = {
  first_reply_time_goal: Minutes('first reply time'),
  overall_reply_time_goal: Minutes('overall reply time'),
  time_to_close_goal: Minutes('time to close'),
};

/** And as they come back; null: the company's goal counts. */
export const goalsInSeconds = {
  first_reply_time_goal: Nullable(Type.Integer()),
  overall_reply_time_goal: Nullable(Type.Integer()),
  time_to_close_goal: Nullable(Type.Integer()),
};
