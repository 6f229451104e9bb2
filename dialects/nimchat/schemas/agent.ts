import { Type } from '@sinclair/typebox';
import { Closed, Map, Nullable, OneOf, Text } from './wire.ts';

const person = {
  id: Type.Integer({ description: 'The same everywhere: assignee_id, user_ids, the profile.' }),
  uid: Nullable(Type.String()),
  name: Type.String(),
  available_name: Type.String(),
  display_name: Type.String(),
  email: Nullable(Type.String()),
  account_id: Type.Integer(),
  role: Type.String({ enum: ['agent', 'administrator'] }),
  confirmed: Type.Boolean({ description: 'Has a password.' }),
};

export const availabilities = ['available', 'busy', 'offline'] as const;

export const Agent = Closed({ ...person, availability_status: Type.String({ enum: [...availabilities] }), auto_offline: Type.Boolean(), custom_attributes: Map });

const user = {
  ...person,
  custom_attributes: Map,
  accounts: Type.Array(Closed({ id: Type.Integer(), name: Type.String(), role: Type.String({ enum: ['agent', 'administrator'] }) })),
};
export const User = Closed(user);
export const Profile = Closed({ ...user, pubsub_token: Type.Optional(Type.String({ description: 'Names you at /cable (--compat chatwoot).' })) });

const Role = OneOf(['agent', 'administrator'], 'Whether an administrator or an agent.');
export const AgentInput = Type.Object({
  name: Text(200, 'Full name.'),
  email: Text(254, 'Mail address: signs in and answers with it.'),
  role: Role,
  availability_status: Type.Optional(OneOf(availabilities, 'What counts with `auto_offline` and who is connected to the desk.')),
  auto_offline: Type.Optional(Type.Boolean()),
});
export const AgentChange = Type.Object({ role: Role, availability: Type.Optional(OneOf(availabilities, 'What counts with `auto_offline` and who is connected to the desk.')), auto_offline: Type.Optional(Type.Boolean()) });
