import { Type, type Static, type TSchema } from '@sinclair/typebox';

// What is said on the socket in the ActionCable protocol, as schemas: the types of the code and the served description (server/live) are made of these.

const Closed = <const T extends Record<string, TSchema>>(properties: T, description: string) => Type.Object(properties, { additionalProperties: false, description });
const identifier = Type.String({ description: 'The client\'s own text (JSON, with the name of the channel and what it takes), by which it knows the subscription; told back as it came' });

/** What we say. */
export const cableServerMessages = {
  welcome: Closed({ type: Type.Literal('welcome') }, 'The first message.'),
  ping: Closed({ type: Type.Literal('ping'), message: Type.Integer({ description: 'Unix seconds' }) }, 'Every three seconds.'),
  confirmed: Closed({ type: Type.Literal('confirm_subscription'), identifier }, 'From now on what happens is told.'),
  rejected: Closed({ type: Type.Literal('reject_subscription'), identifier }, 'Not for this token, or not any more.'),
  disconnect: Closed({ type: Type.Literal('disconnect'), reason: Type.Union((['unauthorized', 'invalid_request', 'server_restart', 'remote', 'idle_timeout'] as const).map((reason) => Type.Literal(reason))), reconnect: Type.Boolean() }, 'The last message.'),
  event: Closed({ identifier, message: Closed({ event: Type.String(), data: Type.Record(Type.String(), Type.Unknown()) }, 'One event') }, 'Something happened.'),
};

/** What clients say; unknown commands are passed over. */
export const cableClientMessages = {
  subscribe: Type.Object({ command: Type.Literal('subscribe'), identifier }, { description: 'Said again until it is confirmed.' }),
  unsubscribe: Type.Object({ command: Type.Literal('unsubscribe'), identifier }),
  message: Type.Object({ command: Type.Literal('message'), identifier, data: Type.String({ description: 'JSON: {"action":"update_presence"}, about every 20 seconds by whoever is there' }) }),
};

/** Everything but events, whose bytes are shared by their readers and made apart. */
export type CableMessage = { [Name in Exclude<keyof typeof cableServerMessages, 'event'>]: Static<(typeof cableServerMessages)[Name]> }[Exclude<keyof typeof cableServerMessages, 'event'>];
export type Ending = Static<(typeof cableServerMessages)['disconnect']>['reason'];
