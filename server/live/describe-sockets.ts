import { Type, type TSchema } from '@sinclair/typebox';
import { cableEvents } from '#dialects/nimchat/cable/cable-events.ts';
import { cableChannel, cablePath } from '#dialects/nimchat/cable/cable-ports.ts';
import { cableClientMessages, cableProtocol, cableServerMessages, clientMessages, closeWords, serverMessages } from '#realtime/index.ts';
import { livePath } from './open-live.ts';

type Schemas = Readonly<Record<string, TSchema>>;
interface Socket { readonly title: string; readonly description: string; readonly path: string; readonly says: Schemas; readonly hears: Schemas }

/** What is said at `/cable`: the protocol's own words, and each event with its data. */
export const cableMessages: Schemas = {
  ...Object.fromEntries(Object.entries(cableServerMessages).filter(([name]) => name !== 'event')),
  ...Object.fromEntries(Object.entries(cableEvents).map(([event, data]) => [event, Type.Object({ identifier: cableServerMessages.event.properties.identifier, message: Type.Object({ event: Type.Literal(event), data }, { additionalProperties: false }) }, { additionalProperties: false })])),
};

/** By the name under which they are served. */
export const sockets: Readonly<Record<string, Socket>> = {
  live: {
    title: 'The desk\'s socket', path: livePath, says: serverMessages, hears: clientMessages,
    description: `What changed, as it changes, and who is where. The session cookie of our own pages, or a native token in hello. Closed with ${Object.values(closeWords).join('; ')}; by the protocol itself with 1009 (a message over 16 KiB).`,
  },
  cable: {
    title: 'nimchat /cable', path: cablePath, says: cableMessages, hears: cableClientMessages,
    description: `The ActionCable protocol (subprotocol ${cableProtocol}) with one channel, ${cableChannel}, whose identifier names pubsub_token and, for agents, account_id and user_id.`,
  },
};

/** An AsyncAPI 3.0 document of one socket, made of the schemas that the code uses. Seen from here: the server sends and receives. */
export function describeSocket(name: string, { version, baseUrl }: { readonly version: string; readonly baseUrl: string }): object {
  const { title, description, path, says, hears } = sockets[name]!;
  const { host, protocol } = new URL(baseUrl);
  // One name may be said by both.
  const named = (side: 'says' | 'hears', schemas: Schemas) => Object.entries(schemas).map(([key, schema]) => [`${side}.${key}`, { name: key, contentType: 'application/json', ...(schema.description === undefined ? {} : { summary: schema.description }), payload: schema }] as const);
  const [said, heard] = [named('says', says), named('hears', hears)];
  const refs = (messages: typeof said) => messages.map(([key]) => ({ $ref: `#/channels/${name}/messages/${key}` }));
  return {
    asyncapi: '3.0.0',
    info: { title, version, description },
    servers: { here: { host, protocol: protocol === 'https:' ? 'wss' : 'ws' } },
    channels: { [name]: { address: path, messages: Object.fromEntries([...said, ...heard].map(([key]) => [key, { $ref: `#/components/messages/${key}` }])) } },
    operations: {
      say: { action: 'send', channel: { $ref: `#/channels/${name}` }, messages: refs(said) },
      hear: { action: 'receive', channel: { $ref: `#/channels/${name}` }, messages: refs(heard) },
    },
    components: { messages: Object.fromEntries([...said, ...heard]) },
  };
}
