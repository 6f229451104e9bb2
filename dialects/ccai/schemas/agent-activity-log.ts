import { Type } from '@sinclair/typebox';
import { Assignee } from './menu.ts';
import { UserStatus } from './user-status.ts';
import { Id, Nullable, Record, Seconds, Time } from './wire.ts';

/** `whodunnit`: "a subset of the agent object". */
export const AgentActivityLog = Record({
  id: Id, agent_id: Id, status: UserStatus, started_at: Time, ended_at: Nullable(Time), duration: Seconds, call_id: Nullable(Id), chat_id: Nullable(Id), activity: Type.String(), whodunnit: Nullable(Assignee),
});
