import { Type } from '@sinclair/typebox';
import { Closed, Either, Id, Map, Nullable, OneOf, Text } from './wire.ts';
import { appIds } from '../parse/integration-apps.ts';

/** The document calls `hook_type` a flag: whether the hook is an inbox's. */
export const Hook = Closed({ id: Type.String(), app_id: Type.String(), inbox_id: Nullable(Type.String()), account_id: Type.String(), status: Type.Boolean(), hook_type: Type.Boolean(), settings: Map });
const DeployedHook = Closed({ id: Type.Integer(), app_id: Type.String(), inbox: Type.Unsafe<{ id: number } | null>({ anyOf: [Closed({ id: Type.Integer() }), { type: 'null' }] }), account_id: Type.Integer(), status: Type.Boolean(), hook_type: Type.String({ enum: ['account', 'inbox'] }), settings: Map });
export const OneHook = Either(Hook, DeployedHook);
const app = { id: Type.String(), name: Type.String(), description: Type.String(), hook_type: Type.String({ enum: ['account', 'inbox'] }), enabled: Type.Boolean(), allow_multiple_hooks: Type.Boolean() };
export const AppList = Either(Type.Array(Closed({ ...app, hooks: Type.Array(Hook) })), Closed({ payload: Type.Array(Closed({ ...app, hooks: Type.Array(DeployedHook) })) }));

export const HookInput = Type.Object({ app_id: OneOf(appIds, 'Which app.'), inbox_id: Type.Optional(Nullable(Id('Of which inbox.'))), settings: Type.Optional(Map) });
export const HookChange = Type.Object({ settings: Map });
export const HookEvent = Type.Object({ event: Type.Object({ name: OneOf(['reply_suggestion'], 'What is asked for.'), data: Type.Object({ conversation_display_id: Id('About which conversation.') }) }) });
export const HookAnswer = Closed({ message: Text(20_000, 'A draft: nothing was sent.') });
