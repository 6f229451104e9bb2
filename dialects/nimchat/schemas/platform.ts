import { Type } from '@sinclair/typebox';
import { Closed, Id, Map, Nullable, OneOf, Text } from './wire.ts';

export const PlatformAccount = Closed({ id: Type.Integer(), name: Type.String() });
export const PlatformAccountInput = Type.Object({ name: Type.Optional(Text(200, 'Name of the account.')) });

export const platformRoles = ['administrator', 'agent'] as const;
const Role = OneOf(platformRoles, 'Whether an administrator or an agent.');
export const AccountUser = Closed({ account_id: Type.Integer(), user_id: Type.Integer({ description: 'The id of the user on the platform, not of the agent.' }), role: Type.String({ enum: [...platformRoles] }) });
export const AccountUserInput = Type.Object({ user_id: Id('The user.'), role: Role });
export const AccountUserName = Type.Object({ user_id: Id('The user.') });

export const PlatformUser = Closed({
  id: Type.Integer(), uid: Type.String(), name: Type.String(), available_name: Type.String(), display_name: Type.String(), email: Type.String(),
  account_id: Nullable(Type.Integer({ description: 'The first account of this app that the user is in; null: none.' })),
  role: Type.String({ enum: [...platformRoles], description: 'In that account.' }),
  confirmed: Type.Boolean({ description: 'Has a password.' }), custom_attributes: Map,
  accounts: Type.Array(Closed({ id: Type.Integer(), name: Type.String(), role: Type.String({ enum: [...platformRoles] }) }), { description: 'Those of this app.' }),
});
const fields = {
  password: Type.Optional(Text(1_000, 'At least 10 characters, none of the common ones.')),
  custom_attributes: Type.Optional(Map),
};
export const PlatformUserInput = Type.Object({ name: Text(200, 'Name.'), email: Text(254, 'Mail address: signs in with it.'), ...fields });
export const PlatformUserChange = Type.Object({ name: Type.Optional(Text(200, 'Name.')), email: Type.Optional(Text(254, 'Mail address: signs in with it.')), ...fields });

export const SignInUrl = Closed({ url: Type.String({ description: 'Signs the user in, once, within five minutes.' }) });
