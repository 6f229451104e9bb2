import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addMember, createToken, createUser } from '#core/accounts/index.ts';
import { contactActivityConsumer, searchConsumer } from '#core/desk/index.ts';
import { factsConsumer } from '#core/analytics/index.ts';
import { openFileStore } from '#core/files/index.ts';
import { nowText, systemAct, systemClock } from '#core/kernel/index.ts';
import { nimchat } from '#dialects/nimchat/dialect.ts';
import { closeServer, createServer } from '#http/index.ts';
import { createLiveServer, type CableServerOptions, type LiveServerOptions } from '#realtime/index.ts';
import { startBackground } from '#server/background.ts';
import { openCable } from '#server/live/open-cable.ts';
import { createLivePorts } from '#server/live/live-ports.ts';
import type { Database } from '#storage/index.ts';
import { noOutside } from '../outside/no-outside.ts';
import { openDesk, type Desk } from '../people/open-desk.ts';

export interface CablePerson { readonly userId: number; readonly agentId: number; readonly token: string; readonly room: { readonly pubsub_token: string; readonly account_id: number; readonly user_id: number } }
export interface CableReply { readonly status: number; readonly body: any } // oxlint-disable-line typescript/no-explicit-any -- the wire, looked at by tests

/** The nimchat API and its socket over a real database, as one process or several, with the desk's socket beside it. */
export interface CableRig extends Desk {
  readonly ada: CablePerson;
  readonly failures: readonly unknown[];
  /** ws://127.0.0.1:port/cable */
  readonly url: string;
  readonly liveUrl: string;
  /** Below the caller's account, or from `//` on. */
  call(who: Pick<CablePerson, 'token'> | null, method: string, path: string, body?: unknown): Promise<CableReply>;
  addPerson(name: string, role: 'agent' | 'read-only' | 'administrator'): Promise<CablePerson>;
  /** Something was committed. */
  wake(): void;
  /** Ends the process and starts it again at the same port. */
  restart(): Promise<void>;
  secondProcess(): Promise<{ readonly url: string; close(): Promise<void> }>;
}

export async function openCableRig(limits: CableServerOptions['limits'] = {}, liveLimits: LiveServerOptions['limits'] = {}): Promise<CableRig> {
  const desk = await openDesk();
  const filesDir = await mkdtemp(join(tmpdir(), 'cable-'));
  const outside = noOutside({ files: openFileStore({ dir: filesDir }) });
  const failures: unknown[] = [];
  const onFailure = (error: unknown): void => { failures.push(error); };

  async function start(database: Database, port = 0) {
    const live = createLiveServer({ database, path: '/native/v1/live', ports: createLivePorts(database, systemClock), isOwnOrigin: () => true, sessionOf: () => undefined, onFailure, ...(liveLimits && { limits: liveLimits }) });
    const cable = openCable({ database, clock: systemClock, outside, publicUrl: undefined, isHttps: false, addressOf: ({ socket }) => socket.remoteAddress ?? '', hub: live.hub, onFailure, ...(limits && { limits }) });
    const server = createServer({ database, clock: systemClock, dialects: [nimchat(outside)], validateResponses: true, isUpgrade: (request) => cable.isUpgrade(request) || live.isUpgrade(request) });
    server.server.on('upgrade', (request, socket, head) => { (cable.isUpgrade(request) ? cable : live).handleUpgrade(request, socket, head); });
    const background = startBackground({ database, consumers: [factsConsumer, searchConsumer, contactActivityConsumer], onFailure, onRecovery: () => {}, onProgress: () => { live.wake(); } });
    server.addHook('onResponse', async () => { background.wake(); });
    await server.listen({ host: '127.0.0.1', port });
    return {
      port: (server.server.address() as AddressInfo).port, wake: () => { background.wake(); },
      close: async () => {
        await cable.close();
        await live.close();
        await closeServer(server);
        await background.stop();
      },
    };
  }

  let running = await start(desk.database);
  const { port } = running;
  const access = async (userId: number): Promise<CablePerson> => {
    const act = systemAct(desk.accountId, nowText(systemClock), 'test');
    const { secret } = await desk.database.withAccount(desk.accountId, (tx) => createToken(tx, act, { userId, dialect: 'nimchat', name: 'test', scopes: 'all', expiresAt: null, variant: 'chatwoot' }));
    const profile = await call({ token: secret }, 'GET', '//api/v1/profile');
    return { userId, agentId: profile.body.id, token: secret, room: { pubsub_token: profile.body.pubsub_token, account_id: desk.accountId, user_id: profile.body.id } };
  };
  const call = async (who: Pick<CablePerson, 'token'> | null, method: string, path: string, body?: unknown): Promise<CableReply> => {
    const isForm = body instanceof FormData;
    const answer = await fetch(`http://127.0.0.1:${port}${path.startsWith('//') ? path.slice(1) : `/api/v1/accounts/${desk.accountId}${path}`}`, {
      method, headers: { ...(who ? { api_access_token: who.token } : {}), ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
  };
  return {
    ...desk, failures, call, wake: () => { running.wake(); },
    ada: await access(desk.userId),
    url: `ws://127.0.0.1:${port}/cable`, liveUrl: `ws://127.0.0.1:${port}/native/v1/live`,
    addPerson: async (name, role) => access(await desk.database.withAccount(desk.accountId, async (tx) => {
      const user = await createUser(tx, desk.act, { email: `${name.toLowerCase()}@people.test`, name, passwordHash: null });
      await addMember(tx, desk.act, { userId: user.id, role });
      return user.id;
    })),
    restart: async () => {
      await running.close();
      running = await start(desk.database, port);
    },
    secondProcess: async () => {
      const second = await start(desk.secondPool());
      return { url: `ws://127.0.0.1:${second.port}/cable`, close: second.close };
    },
    close: async () => {
      await running.close();
      await desk.close();
      await rm(filesDir, { recursive: true, force: true });
    },
  };
}
