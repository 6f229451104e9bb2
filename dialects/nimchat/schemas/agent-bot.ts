import { Type } from '@sinclair/typebox';
import { Closed, Id, Nullable, Text } from './wire.ts';

export const AgentBot = Closed({
  id: Type.Integer(), name: Type.String(), description: Type.String(), account_id: Nullable(Type.Integer()), outgoing_url: Nullable(Type.String()),
  access_token: Type.Optional(Type.String({ description: 'For --compat chatwoot, and for who may change bots.' })),
});
/** Null: the inbox has none. */
export const InboxBot = Type.Unsafe<Record<string, unknown> | null>({ anyOf: [AgentBot, { type: 'null' }] });

const fields = { description: Type.Optional(Nullable(Text(5_000, 'What it does.'))), outgoing_url: Type.Optional(Nullable(Text(2_000, 'Where it is told what happens in its inboxes.'))) };
export const AgentBotInput = Type.Object({ name: Text(200, 'Its name.'), ...fields });
export const AgentBotChange = Type.Object({ name: Type.Optional(Text(200, 'Its name.')), ...fields });
export const SetAgentBot = Type.Object({ agent_bot: Nullable(Id('The bot; null takes it away.')) });
