import { Type, type TSchema } from '@sinclair/typebox';
import type { CableFrame } from '#realtime/index.ts';

const Id = Type.Integer({ minimum: 1 });
const account = { account_id: Id };
/** At least this; what else stands there is as the API shows the thing to a token of the deployed product's shapes. */
const data = <const T extends Record<string, TSchema>>(properties: T) => Type.Object({ ...account, ...properties });

const conversation = data({ id: Id, inbox_id: Id, status: Type.String(), unread_count: Type.Integer() });
/** A thing that is gone by now is told by its id alone. */
const conversationOrId = Type.Union([conversation, data({ id: Id })]);
const message = data({ id: Id, inbox_id: Type.Union([Id, Type.Null()]), conversation_id: Id, message_type: Type.Integer(), content: Type.Union([Type.String(), Type.Null()]), content_type: Type.String(), private: Type.Boolean(), created_at: Type.Integer() });
const contact = data({ id: Id, name: Type.Union([Type.String(), Type.Null()]) });
const gone = data({ id: Id });
const typing = data({ conversation: Type.Object({ id: Id }), user: Type.Object({ id: Id, name: Type.String(), thumbnail: Type.String(), type: Type.Union([Type.Literal('user'), Type.Literal('contact')]) }), is_private: Type.Boolean() });
const presences = Type.Record(Type.String(), Type.Union([Type.Literal('online'), Type.Literal('busy')]));

/** Every event that is told at `/cable`, and what stands in its data. */
export const cableEvents = {
  'conversation.created': conversationOrId, 'conversation.updated': conversationOrId, 'conversation.status_changed': conversationOrId, 'conversation.read': conversationOrId, 'conversation.contact_changed': conversationOrId, 'conversation.deleted': gone,
  'assignee.changed': conversationOrId, 'team.changed': conversationOrId,
  'message.created': message, 'message.updated': message,
  'contact.created': contact, 'contact.updated': contact, 'contact.merged': contact, 'contact.deleted': gone,
  'conversation.typing_on': typing, 'conversation.typing_off': typing, 'presence.update': data({ users: presences, contacts: Type.Optional(presences) }),
  'notification.created': data({ notification: Type.Object({ id: Id }) }), 'notification.updated': data({}),
  'account.cache_invalidated': data({ cache_keys: Type.Record(Type.String(), Type.Integer()) }),
} as const satisfies Readonly<Record<string, TSchema>>;

export type CableEventName = keyof typeof cableEvents;

/** A frame of this API: no other event compiles. */
export interface NamedFrame extends CableFrame { readonly event: CableEventName }
