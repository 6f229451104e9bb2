import { Type } from '@sinclair/typebox';
import { Id, Record, Seconds, Time } from './wire.ts';

export const MenuCurrentStatus = Record({
  menu_id: Id, lang: Type.String(), menu_path_id: Id, menu_path: Type.String(), comm_type: Type.Union([Type.Literal('Call'), Type.Literal('Chat')]),
  in_queue_count: Type.Integer({ minimum: 1 }), oldest_in_queue: Time, oldest_duration_in_queue: Seconds, total_queue_duration: Seconds, average_queue_duration: Seconds,
});
