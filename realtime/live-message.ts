import { Type, type Static, type TSchema } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';

// What is said on the socket, as schemas: types, the check of what clients say, and the served description (server/live) are made of these.

const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const Position = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const Closed = <const T extends Record<string, TSchema>>(properties: T, description: string) => Type.Object(properties, { additionalProperties: false, description });
const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** What a client may say. */
export const clientMessages = {
  hello: Closed({ type: Type.Literal('hello'), after: Nullable(Position), token: Type.Optional(Type.String({ maxLength: 200 })) }, 'The first message, within ten seconds. after: the last position seen; null: from now on. token: where no session came with the request.'),
  viewing: Closed({ type: Type.Literal('viewing'), conversationId: Nullable(Id) }, 'At a conversation, or at none; said again at least every 15 seconds.'),
  typing: Closed({ type: Type.Literal('typing'), conversationId: Nullable(Id) }, 'Writing an answer; said again at least every 15 seconds.'),
};

const Person = Closed({ userId: Id, name: Type.String() }, 'Somebody of the account');
const People = Type.Array(Person);
const Change = Closed({
  position: Position, type: Type.String({ description: 'message.stored, conversation.changed ...' }), conversationId: Nullable(Id), messageId: Nullable(Id), userId: Nullable(Id), at: Type.String({ description: 'RFC 3339' }),
  data: Type.Record(Type.String(), Type.Unknown(), { description: 'Ids, states and numbers' }),
}, 'One event of the account');

/** What we say. */
export const serverMessages = {
  hello: Closed({ type: Type.Literal('hello'), position: Position, accountId: Id, userId: Id, online: People }, 'The answer to hello: from this position on every change is told.'),
  changes: Closed({ type: Type.Literal('changes'), position: Position, changes: Type.Array(Change) }, 'In order of position, without gaps and repeats; those that the role may not see are left out.'),
  reload: Closed({ type: Type.Literal('reload'), position: Position }, 'What was missed cannot be told: load anew.'),
  presence: Closed({ type: Type.Literal('presence'), conversationId: Id, viewers: People, typing: People, isContactTyping: Type.Boolean() }, 'Who is at the conversation that this socket is at.'),
  online: Closed({ type: Type.Literal('online'), online: People }, 'Who is connected.'),
};

type Frozen<T> = T extends readonly (infer Item)[] ? readonly Frozen<Item>[] : T extends object ? { readonly [Key in keyof T]: Frozen<T[Key]> } : T;
type AnyOf<Schemas extends Readonly<Record<string, TSchema>>> = { [Name in keyof Schemas]: Frozen<Static<Schemas[Name]>> }[keyof Schemas];

export type LivePerson = Frozen<Static<typeof Person>>;
export type LiveChange = Frozen<Static<typeof Change>>;
export type ServerMessage = AnyOf<typeof serverMessages>;
/** As it is used: a token that was not given is null. */
export type ClientMessage = Exclude<AnyOf<typeof clientMessages>, { type: 'hello' }> | { readonly type: 'hello'; readonly after: number | null; readonly token: string | null };

/** Reads a client's text. Null: not a message of this protocol, for whatever reason; nothing of it is ever repeated. */
export function readClientMessage(text: string): ClientMessage | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (Value.Check(clientMessages.hello, value)) return { type: value.type, after: value.after, token: value.token ?? null };
  if (Value.Check(clientMessages.viewing, value) || Value.Check(clientMessages.typing, value)) return value;
  return null;
}
