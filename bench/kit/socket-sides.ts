import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { createToken } from '#core/accounts/index.ts';
import { postMessage } from '#core/conversations/index.ts';
import { nowText, systemAct, systemClock } from '#core/kernel/index.ts';
import { openCableRig } from '#testkit/live/open-cable-rig.ts';
import type { Readers } from './socket-clients.ts';

export type SideName = 'bare ws' | '/cable' | 'desk';

/** One kind of sockets: who reads it, and how all of them are told something. Epoch ms. */
export interface Side {
  readersOf(count: number): Readers;
  /** Returns the name by which readers know the message, and when it was sent. */
  send(n: number): Promise<{ readonly name: string; readonly atMs: number }>;
}
export interface Sides {
  readonly sides: Readonly<Partial<Record<SideName, Side>>>;
  readonly failures: readonly unknown[];
  close(): Promise<void>;
}

const many = 100_000;
const nowMs = (): number => performance.timeOrigin + performance.now();

/** Sockets of the library and nothing else. Messages are as large as a frame of /cable. */
export async function openBareSide(): Promise<Sides> {
  const server = createServer();
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const send = async (n: number) => {
    const atMs = nowMs();
    const bytes = Buffer.from(JSON.stringify({ bare: n, filler: 'y'.repeat(1_500) }));
    for (const socket of sockets.clients) socket.send(bytes, { binary: false });
    return { name: `bare ${n}`, atMs };
  };
  return {
    sides: { 'bare ws': { readersOf: (count) => ({ url, count, as: 'bare' }), send } }, failures: [],
    close: async () => {
      sockets.close();
      await new Promise((resolve) => { server.close(resolve); });
    },
  };
}

/** The desk's socket and /cable as `serve` has them, with limits on how many one person may open that let one be all. */
export async function openOurSides(): Promise<Sides> {
  const rig = await openCableRig({ subscribersPerCallerMax: many, perNetworkMax: many }, { socketsPerPersonMax: many, helloMs: 120_000 });
  const inbox = (await rig.call(rig.ada, 'POST', '/inboxes', { name: 'Shop', channel: { type: 'api' } })).body.id;
  const contact = (await rig.call(rig.ada, 'POST', '/contacts', { name: 'Bo', identifier: 'bo' })).body.id;
  const conversationId = (await rig.call(rig.ada, 'POST', '/conversations', { inbox_id: inbox, contact_id: contact })).body.id;
  const act = systemAct(rig.accountId, nowText(systemClock), 'bench');
  const { secret } = await rig.database.withAccount(rig.accountId, (tx) => createToken(tx, act, { userId: rig.userId, dialect: 'native', name: 'bench', scopes: 'all', expiresAt: null }));
  const send = async () => {
    const { messageId } = await postMessage(rig.database, { ...act, now: nowText(systemClock) }, { conversationId, direction: 'note', text: 'x'.repeat(200) });
    rig.wake();
    return { name: String(messageId), atMs: nowMs() };
  };
  return {
    sides: {
      // Each reader by a name of its own, as users of a room are.
      '/cable': { readersOf: (count) => ({ url: rig.url, count, as: 'cable', room: rig.ada.room }), send },
      desk: { readersOf: (count) => ({ url: rig.liveUrl, count, as: 'desk', token: secret }), send },
    },
    failures: rig.failures, close: () => rig.close(),
  };
}
