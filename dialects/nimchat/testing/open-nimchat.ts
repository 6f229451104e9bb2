import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InjectOptions } from 'fastify';
import { addMember, createToken, createUser, setupAccount } from '#core/accounts/index.ts';
import { contactActivityConsumer, searchConsumer } from '#core/desk/index.ts';
import { factsConsumer } from '#core/analytics/index.ts';
import { catchUp } from '#core/events/index.ts';
import { ensureDoor, type Outside } from '#core/channels/index.ts';
import { openFileStore } from '#core/files/index.ts';
import { systemAct, testClock, type Permission } from '#core/kernel/index.ts';
import { closeServer, createServer, type Dialect } from '#http/index.ts';
import { noOutside } from '#testkit/outside/no-outside.ts';
import { openDesk } from '#testkit/people/open-desk.ts';
import { nimchat } from '../dialect.ts';

export interface Reply { readonly status: number; readonly body: string; json<T = any>(): T } // oxlint-disable-line typescript/no-explicit-any -- the wire, looked at by tests

export interface Caller {
  readonly token: string;
  get(path: string): Promise<Reply>;
  send(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, payload?: unknown): Promise<Reply>;
  /** multipart/form-data, as a browser writes it. */
  form(path: string, form: FormData): Promise<Reply>;
}

/** The real server with this API over a desk of its own: ada owns the account, cy is an agent, eve owns another account. Paths are below the caller's account. */
export async function openNimchat({ others = [], parts = {} }: { others?: readonly Dialect[]; parts?: Partial<Outside> } = {}) {
  const desk = await openDesk();
  const filesDir = await mkdtemp(join(tmpdir(), 'nimchat-'));
  const outside = noOutside({ files: openFileStore({ dir: filesDir }), ...parts });
  const clock = testClock('2024-05-06T14:00:00.000Z');
  const server = createServer({ database: desk.database, clock, dialects: [nimchat(outside), ...others], validateResponses: true, publicUrl: 'https://desk.example' });

  const tokenOf = async (accountId: number, userId: number, { scopes = 'all', variant = null, dialect = 'nimchat' }: { scopes?: readonly Permission[] | 'all'; variant?: string | null; dialect?: string } = {}) => (
    (await desk.database.withAccount(accountId, (tx) => createToken(tx, systemAct(accountId, desk.act.now, 'test'), { userId, dialect, name: 'test', scopes, expiresAt: null, variant }))).secret);
  function callerOf(token: string, accountId: number): Caller {
    const ask = async (options: InjectOptions): Promise<Reply> => {
      const { statusCode, body } = await server.inject(options);
      return { status: statusCode, body, json: () => JSON.parse(body) };
    };
    const urlOf = (path: string): string => (path.startsWith('//') ? path.slice(1) : `/api/v1/accounts/${accountId}${path}`);
    const headers = { api_access_token: token };
    return {
      token,
      get: (path) => ask({ method: 'GET', url: urlOf(path), headers }),
      send: (method, path, payload) => ask({ method, url: urlOf(path), headers: { ...headers, ...(payload === undefined ? {} : { 'content-type': 'application/json' }) }, ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }) }),
      form: async (path, form) => {
        const encoded = new Response(form);
        return ask({ method: 'POST', url: urlOf(path), headers: { ...headers, 'content-type': encoded.headers.get('content-type')! }, payload: Buffer.from(await encoded.arrayBuffer()) });
      },
    };
  }

  const cyId = await desk.database.withAccount(desk.accountId, async (tx) => {
    const user = await createUser(tx, desk.act, { email: 'cy@desk.test', name: 'Cy' });
    await addMember(tx, desk.act, { userId: user.id, role: 'agent' });
    return user.id;
  });
  const other = await setupAccount(desk.database, { accountName: 'Other', email: 'eve@other.test', name: 'Eve', password: null, now: desk.act.now });
  const ada = callerOf(await tokenOf(desk.accountId, desk.userId), desk.accountId);
  return {
    desk, clock, server, outside, callerOf, tokenOf, ada,
    accountId: desk.accountId,
    otherAccountId: other.account.id,
    cy: callerOf(await tokenOf(desk.accountId, cyId), desk.accountId),
    deployed: callerOf(await tokenOf(desk.accountId, desk.userId, { variant: 'chatwoot' }), desk.accountId),
    eve: callerOf(await tokenOf(other.account.id, other.user.id), other.account.id),
    /** A token of ada that may do only this. */
    only: async (...scopes: Permission[]) => callerOf(await tokenOf(desk.accountId, desk.userId, { scopes }), desk.accountId),
    /** The inbox identifier by which outsiders know it. */
    doorOf: async (channelId: number) => (await desk.database.withAccount(desk.accountId, (tx) => ensureDoor(tx, desk.act, channelId))).token,
    settle: () => catchUp(desk.database, [factsConsumer, searchConsumer, contactActivityConsumer]),
    close: async () => {
      await closeServer(server);
      await desk.close();
      await rm(filesDir, { recursive: true, force: true });
    },
  };
}

export type Nimchat = Awaited<ReturnType<typeof openNimchat>>;
