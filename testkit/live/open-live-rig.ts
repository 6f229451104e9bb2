import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addMember, createToken, createUser, startSession } from '#core/accounts/index.ts';
import { systemClock, systemAct, nowText } from '#core/kernel/index.ts';
import { createLiveServer, type LiveServer, type LiveServerOptions } from '#realtime/index.ts';
import { startBackground } from '#server/background.ts';
import { createLivePorts } from '#server/live/live-ports.ts';
import type { Database } from '#storage/index.ts';
import { openDesk, type Desk } from '../people/open-desk.ts';

export interface LivePersonHere { readonly userId: number; readonly session: { readonly id: number; readonly secret: string }; readonly token: { readonly id: number; readonly secret: string } }

/** A desk with the socket server and the sequencer of one process or several, over real connections. */
export interface LiveRig extends Desk {
  readonly ada: LivePersonHere;
  /** ws://127.0.0.1:port/native/v1/live of the first process. */
  readonly url: string;
  readonly origin: string;
  /** Something was committed. */
  wake(): void;
  addPerson(name: string, role: 'agent' | 'read-only' | 'owner', accountId?: number): Promise<LivePersonHere>;
  /** Another process on the same database; its own pool, server and sequencer. */
  secondProcess(): Promise<{ readonly url: string; close(): Promise<void> }>;
  readonly failures: readonly unknown[];
}

export const livePath = '/native/v1/live';

export async function openLiveRig(limits: LiveServerOptions['limits'] = {}): Promise<LiveRig> {
  const desk = await openDesk();
  const failures: unknown[] = [];
  const first = await startProcess(desk.database, limits, failures);
  const giveAccess = (database: Database) => async (userId: number, accountId: number): Promise<LivePersonHere> => {
    const now = nowText(systemClock);
    const session = await startSession(database, { userId, accountId, methods: ['password'], now, address: null, userAgent: null });
    const token = await database.withAccount(accountId, (tx) => createToken(tx, systemAct(accountId, now, 'test'), { userId, dialect: 'native', name: 'live', scopes: 'all', expiresAt: null }));
    return { userId, session: { id: session.id, secret: session.secret }, token: { id: token.id, secret: token.secret } };
  };
  const access = giveAccess(desk.database);
  return {
    ...desk, ...first, failures,
    ada: await access(desk.userId, desk.accountId),
    addPerson: async (name, role, accountId = desk.accountId) => {
      const userId = await desk.database.withAccount(accountId, async (tx) => {
        const act = systemAct(accountId, desk.act.now, 'test');
        const user = await createUser(tx, act, { email: `${name}@people.test`, name, passwordHash: null });
        await addMember(tx, act, { userId: user.id, role });
        return user.id;
      });
      return access(userId, accountId);
    },
    secondProcess: () => startProcess(desk.secondPool(), limits, failures),
    close: async () => {
      await first.close();
      await desk.close();
    },
  };
}

async function startProcess(database: Database, limits: LiveServerOptions['limits'], failures: unknown[]) {
  let origin = '';
  const live: LiveServer = createLiveServer({
    database, path: livePath, ports: createLivePorts(database, systemClock), ...(limits && { limits }),
    isOwnOrigin: ({ headers }) => headers.origin === origin,
    sessionOf: ({ headers }) => /(?:^|; )patchbay=([^;]+)/.exec(headers.cookie ?? '')?.[1],
    onFailure: (error) => { failures.push(error); },
  });
  const background = startBackground({ database, consumers: [], onFailure: (error) => { failures.push(error); }, onRecovery: () => {}, onProgress: () => { live.wake(); } });
  const server = createServer({ shouldUpgradeCallback: live.isUpgrade }, (_request, response) => { response.writeHead(404).end(); });
  server.on('upgrade', live.handleUpgrade);
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${origin.replace('http', 'ws')}${livePath}`, origin,
    wake: () => { background.wake(); },
    close: async () => {
      await live.close();
      await new Promise((resolve) => { server.close(resolve); });
      await background.stop();
    },
  };
}
