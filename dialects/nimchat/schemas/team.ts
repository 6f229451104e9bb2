import { Type } from '@sinclair/typebox';
import { Closed, Ids, Nullable, Text } from './wire.ts';

export const Team = Closed({ id: Type.Integer(), name: Type.String(), description: Nullable(Type.String()), allow_auto_assign: Type.Boolean(), account_id: Type.Integer(), is_member: Type.Boolean() });

const fields = { description: Type.Optional(Nullable(Text(5_000, 'What it is for.'))), allow_auto_assign: Type.Optional(Type.Boolean({ description: 'Kept and shown.' })) };
export const TeamInput = Type.Object({ name: Text(200, 'Name.'), ...fields });
export const TeamChange = Type.Object({ name: Type.Optional(Text(200, 'Name.')), ...fields });
export const UserIds = Type.Object({ user_ids: Ids('Ids of agents.') });
