import { Type } from '@sinclair/typebox';
import { ChannelType, MenuSummary } from './menu.ts';
import { TeamSummary } from './team.ts';
import { UserStatus } from './user-status.ts';
import { Id, Nullable, Record, Seconds, Time } from './wire.ts';

const Text = Nullable(Type.String());

export const Agent = Record({
  id: Id,
  email: Text,
  roles: Type.Array(Type.String({ description: 'admin, manager, agent' })),
  first_name: Text,
  middle_name: Text,
  last_name: Text,
  avatar_url: Text,
  agent_number: Text,
  crm_authenticated: Type.Boolean(),
  status: UserStatus,
  online: Type.Boolean(),
  wrap_up: Type.Boolean(),
  call_count: Type.Integer(),
  chat_count: Type.Integer(),
  location: Text,
  created_at: Time,
  last_login_time: Nullable(Time),
  status_updated_at: Nullable(Time),
  teams: Type.Array(TeamSummary),
  channels: Type.Array(Record({ channel_type: ChannelType, menu: MenuSummary })),
});

export const AgentCurrentStatus = Record({ id: Id, status: Type.String(), status_id: Id, status_updated_at: Time, on_hold: Type.Boolean(), on_hold_duration: Seconds });
