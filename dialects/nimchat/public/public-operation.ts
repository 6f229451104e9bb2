import { Type, type Static, type TSchema, type TUnknown } from '@sinclair/typebox';
import { countAttempt, networkOf } from '#core/accounts/index.ts';
import { findDoor, type ContactSource, type Door } from '#core/channels/index.ts';
import { contactAct, requireSource } from '#core/conversations/index.ts';
import { notFound, nowText, type Act } from '#core/kernel/index.ts';
import { openOperation, type Method, type OpenCall, type Operation, type Tx } from '#http/index.ts';

export const publicRoot = '/public/api/v1/inboxes/{inbox_identifier}';
export const contactRoot = `${publicRoot}/contacts/{contact_identifier}`;

/** How often one address (IPv6: /64) may do it within 15 minutes. */
const brakes = { contact: 120, conversation: 240, message: 1_200, file: 90, read: 12_000 } as const;
export type Brake = keyof typeof brakes;

/** What an endpoint of the public client API gets: nobody is known but by the names in the path. */
export interface PublicCall<Body> {
  readonly call: OpenCall<unknown, Body, unknown>;
  readonly door: Door;
  /** Path parameters that are ids. */
  readonly ids: { readonly conversation_id: number; readonly message_id: number };
  readonly sourceId: string;
  readonly act: (contactId: number | null) => Act;
  readonly change: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
}

const PathId = Type.Unsafe<number>({ type: 'integer', 'x-path': true });
const PathName = Type.String({ maxLength: 255 });

interface Definition<B extends TSchema, R extends TSchema> {
  readonly id: string;
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly brake: Brake;
  readonly body?: B;
  readonly response: R;
  readonly takesFiles?: boolean;
  readonly bodyBytesMax?: number;
  handle(call: PublicCall<Static<B>>): Promise<Static<R>>;
}

/** Below a contact: the name by which the channel knows him, which nobody else has. */
function keySecret({ params }: OpenCall): string {
  const { inbox_identifier: inbox, contact_identifier: contact } = params as Record<string, string>;
  return `${inbox} ${contact}`;
}

/** An operation that anybody may call who knows the inbox's identifier, from pages of any origin. An inbox that is unknown, disabled or no door for outsiders answers alike. */
export function publicOperation<R extends TSchema, B extends TSchema = TUnknown>({ id, method, path, summary, brake, body, response, takesFiles, bodyBytesMax, ...definition }: Definition<B, R>): Operation {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return openOperation<R, TUnknown, B>({
    id, method, path, tag: 'Public client API', summary, response, forAnyPage: true, ...(path.startsWith(`${contactRoot}/`) && { keySecret }), ...(body && { body }), ...(takesFiles && { takesFiles }), ...(bodyBytesMax && { bodyBytesMax }),
    params: Type.Object(Object.fromEntries(names.map((name) => [name, name.endsWith('_id') ? PathId : PathName]))) as unknown as TUnknown,
    handle: async (call) => {
      const params = call.params as Record<string, string | number>;
      const now = nowText(call.clock);
      await countAttempt(call.database, { kind: `public-${brake}`, of: networkOf(call.head.address), max: brakes[brake] }, now);
      const door = await findDoor(call.database, String(params['inbox_identifier']));
      if (!door) throw notFound('inbox');
      return definition.handle({
        call, door, ids: { conversation_id: Number(params['conversation_id'] ?? 0), message_id: Number(params['message_id'] ?? 0) }, sourceId: String(params['contact_identifier'] ?? ''),
        act: (contactId) => contactAct(door.accountId, { contactId, now, source: 'api:nimchat-public', address: call.head.address }),
        change: (work) => call.database.withAccount(door.accountId, work),
      });
    },
  });
}

/** The contact whom the path names, in the transaction that goes on with him. */
export async function contactOf(tx: Tx, { door, sourceId, act }: Pick<PublicCall<unknown>, 'door' | 'sourceId' | 'act'>): Promise<{ readonly source: ContactSource; readonly act: Act }> {
  const source = await requireSource(tx, act(null), { channelId: door.channelId, sourceId });
  return { source, act: act(source.contactId) };
}

/** Counts what else a call does against the address that it comes from. */
export async function brakeFor({ call }: Pick<PublicCall<unknown>, 'call'>, brake: Brake): Promise<void> {
  await countAttempt(call.database, { kind: `public-${brake}`, of: networkOf(call.head.address), max: brakes[brake] }, nowText(call.clock));
}
