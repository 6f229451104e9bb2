import { Type, type Static, type TSchema, type TUnknown } from '@sinclair/typebox';
import { authenticatePlatformApp, type PlatformCaller } from '#core/platform/index.ts';
import { operation, type Call, type Database, type Door, type Method, type Operation } from '#http/index.ts';
import { PathId, type IdsOf } from './account-operation.ts';
import { secretOfHeader } from './auth.ts';

/** Tokens of platform apps, in the same header as users'. They open nothing but `/platform`. */
export const platformDoor: Door = {
  scheme: { type: 'apiKey', in: 'header', name: 'api_access_token', description: 'A platform app\'s token: ./patchbay platform-app create NAME' },
  secretOf: secretOfHeader,
  authenticate: async (secret, { database, now, address }) => {
    const app = await authenticatePlatformApp(database, { secret, now });
    return app && { accountId: 0, userId: 0, appId: app.id, permissions: new Set(), zone: 'UTC', rateKey: `address:${address}` };
  },
};

interface PlatformCall<Body, Params> { readonly database: Database; readonly caller: PlatformCaller; readonly body: Body; readonly params: Params; readonly base: string }

interface Definition<Path extends string, R extends TSchema, B extends TSchema> {
  readonly id: string;
  readonly method: Method;
  /** Below `/platform/api/v1`. */
  readonly path: Path;
  readonly tag: string;
  readonly summary: string;
  readonly body?: B;
  readonly response: R;
  handle(call: PlatformCall<Static<B>, IdsOf<Path>>): Promise<Static<R>>;
}

/** An operation for programs that run accounts from outside. */
export function platformOperation<const Path extends string, R extends TSchema, B extends TSchema = TUnknown>(definition: Definition<Path, R, B>): Operation {
  const { id, method, tag, summary, body, response } = definition;
  const path = `/platform/api/v1${definition.path}`;
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return operation({
    id: `platform.${id}`, method, path, tag, summary, response, door: platformDoor, ...(body && { body }),
    ...(names.length > 0 && { params: Type.Object(Object.fromEntries(names.map((name) => [name, PathId]))) }),
    handle: ({ database, principal, act, head, body: given, params }: Call<unknown, unknown, unknown>) => definition.handle({
      database, caller: { appId: principal.appId!, now: act.now, address: head.address }, body: given, params, base: head.base,
    } as PlatformCall<Static<B>, IdsOf<Path>>),
  });
}
