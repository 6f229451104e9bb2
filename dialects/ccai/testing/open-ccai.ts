import { createToken, getAccount, setupAccount } from '#core/accounts/index.ts';
import { systemAct, testClock, type Permission } from '#core/kernel/index.ts';
import { closeServer, createServer } from '#http/index.ts';
import { openDesk } from '#testkit/people/open-desk.ts';
import { ccai } from '../dialect.ts';

export interface Reply { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string; json<T = any>(): T } // oxlint-disable-line typescript/no-explicit-any -- the wire, looked at by tests

/** One who calls the API with a pair of subdomain and token. Paths are below `/manager/api/v1`; such as begin with // are taken as they are. */
export interface Caller { readonly pair: string; get(path: string): Promise<Reply> }

/** The real server with this API over a desk of its own (ada owns it), without its limit unless asked for; eve owns another account. */
export async function openCcai({ perSecond = 0, publicUrl = 'https://desk.example' }: { perSecond?: number; publicUrl?: string } = {}) {
  const desk = await openDesk();
  const clock = testClock('2024-05-06T14:00:00.000Z');
  const server = createServer({ database: desk.database, clock, dialects: [ccai({ perSecond })], validateResponses: true, publicUrl });
  const slugOf = async (accountId: number): Promise<string> => (await getAccount(desk.database, accountId))!.slug;
  const pairOf = async (accountId: number, userId: number, scopes: readonly Permission[] | 'all' = 'all'): Promise<string> => {
    const { secret } = await desk.database.withAccount(accountId, (tx) => createToken(tx, systemAct(accountId, desk.act.now, 'test'), { userId, dialect: 'ccai', name: 'test', scopes, expiresAt: null }));
    return `${await slugOf(accountId)}:${secret}`;
  };
  const callerOf = (pair: string): Caller => ({
    pair,
    get: async (path) => {
      const answer = await server.inject({ method: 'GET', url: path.startsWith('//') ? path.slice(1) : `/manager/api/v1${path}`, headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` } });
      return { status: answer.statusCode, headers: answer.headers as Record<string, string>, body: answer.body, json: () => JSON.parse(answer.body) };
    },
  });
  const other = await setupAccount(desk.database, { accountName: 'Other', email: 'eve@other.test', name: 'Eve', password: null, now: desk.act.now });
  return {
    desk, clock, server, callerOf, pairOf,
    accountId: desk.accountId,
    otherAccountId: other.account.id,
    slug: await slugOf(desk.accountId),
    ada: callerOf(await pairOf(desk.accountId, desk.userId)),
    eve: callerOf(await pairOf(other.account.id, other.user.id)),
    /** Tokens of ada that may do only this. */
    only: async (...scopes: Permission[]) => callerOf(await pairOf(desk.accountId, desk.userId, scopes)),
    close: async () => {
      await closeServer(server);
      await desk.close();
    },
  };
}

export type Ccai = Awaited<ReturnType<typeof openCcai>>;
