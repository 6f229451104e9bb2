import { createToken, hashPassword, setupAccount } from '#core/accounts/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { systemAct, testClock, type Permission } from '#core/kernel/index.ts';
import { createAgent } from '#core/people/index.ts';
import { closeServer, createServer } from '#http/index.ts';
import { sql } from '#storage/index.ts';
import { noOutside } from '#testkit/outside/no-outside.ts';
import { deskNow, openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { native } from '../dialect.ts';

export interface Answered<Body = Record<string, unknown>> { readonly status: number; readonly body: Body; readonly headers: Readonly<Record<string, unknown>> }

/** The native API over a desk of its own: ada, its owner and agent, with a token; a stranger with a token of another account. */
export interface NativeDesk extends Desk {
  readonly clock: ReturnType<typeof testClock>;
  readonly agentId: number;
  readonly server: ReturnType<typeof createServer>;
  ask<Body = Record<string, unknown>>(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown, token?: string): Promise<Answered<Body>>;
  /** A token of ada that may do only this. */
  tokenFor(...permissions: Permission[]): Promise<string>;
  readonly stranger: { readonly accountId: number; readonly token: string };
}

export async function openNative({ outside = {} }: { outside?: Partial<Outside> } = {}): Promise<NativeDesk> {
  const desk = await openDesk();
  const { database, accountId, userId, act } = desk;
  const clock = testClock(deskNow);
  const giveToken = async (account: number, user: number, scopes: readonly string[] | 'all') => (
    await database.withAccount(account, (tx) => createToken(tx, systemAct(account, deskNow, 'test'), { userId: user, dialect: 'native', name: 'test', scopes, expiresAt: null }))).secret;
  const agentId = await database.withAccount(accountId, async (tx) => {
    const { id } = await createAgent(tx, act, { name: 'Ada', addresses: ['ada@desk.test'] });
    await tx.run(sql`UPDATE agents SET user_id = ${userId} WHERE account_id = ${accountId} AND id = ${id}`);
    await tx.run(sql`UPDATE memberships SET agent_id = ${id} WHERE account_id = ${accountId} AND user_id = ${userId}`);
    return id;
  });
  const token = await giveToken(accountId, userId, 'all');
  const other = await setupAccount(database, { accountName: 'Other', email: 'eve@other.test', name: 'Eve', password: null, now: deskNow });
  const server = createServer({ database, clock, dialects: [native(noOutside(outside))], validateResponses: true, publicUrl: 'https://desk.example' });
  return {
    ...desk, clock, agentId, server,
    ask: async <Body,>(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown, as = token) => {
      const answer = await server.inject({ method, url: `/native/v1${path}`, headers: { authorization: `Bearer ${as}` }, ...(body === undefined ? {} : { payload: body as object }) });
      return { status: answer.statusCode, body: (answer.body === '' ? null : answer.json()) as Body, headers: answer.headers };
    },
    tokenFor: (...permissions) => giveToken(accountId, userId, permissions),
    stranger: { accountId: other.account.id, token: await giveToken(other.account.id, other.user.id, 'all') },
    close: async () => {
      await closeServer(server);
      await desk.close();
    },
  };
}

/** Gives ada a password. */
export async function setPassword(desk: Desk, password: string): Promise<void> {
  const hash = await hashPassword(password, 'ada@desk.test');
  await desk.database.rows(sql<object>`UPDATE users SET password_hash = ${hash} WHERE id = ${desk.userId}`);
}
