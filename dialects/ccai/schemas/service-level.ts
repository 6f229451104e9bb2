import { Type } from '@sinclair/typebox';
import { Id, Nullable, Record } from './wire.ts';

/** `sla`: per cent with one decimal; null where nothing was judged in the time (the document shows null for groups). */
export const MenuSla = Record({ menu_path_id: Id, lang: Type.String(), menu_path: Type.String(), sla: Nullable(Type.Number()) });
export const QueueGroupSla = Record({ queue_group_id: Id, queue_group_name: Type.String(), sla: Nullable(Type.Number()) });
export const SlaQuery = Type.Object({
  channel: Type.Unsafe<'call' | 'chat'>({ type: 'string', 'x-words': { call: 'call', calls: 'call', voicecall: 'call', chat: 'chat', chats: 'chat' }, description: 'call or chat' }),
  minutes: Type.Integer({ minimum: 1, maximum: 44_640, description: 'To look back from now, at most 31 days' }),
});
