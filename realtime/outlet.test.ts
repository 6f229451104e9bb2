import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { after, before, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { WebSocket, WebSocketServer } from 'ws';
import { Outlet, outletLimits, type OutletLimits } from './outlet.ts';
import { textFrame } from './text-frame.ts';

const server = createServer();
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
before(() => new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); }));
after(async () => {
  sockets.close();
  server.closeAllConnections();
  await new Promise((resolve) => { server.close(resolve); });
});

interface Pair { readonly client: WebSocket; readonly socket: WebSocket; readonly transport: Duplex; readonly outlet: Outlet }
async function open(limits: Partial<OutletLimits> = {}): Promise<Pair> {
  const upgraded = once(server, 'upgrade');
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  client.on('error', () => {});
  const [request, transport, head] = await upgraded as [IncomingMessage, Duplex, Buffer];
  const opened = once(client, 'open');
  const socket = await new Promise<WebSocket>((resolve) => { sockets.handleUpgrade(request, transport, head, resolve); });
  socket.on('error', () => {});
  await opened;
  return { client, socket, transport, outlet: new Outlet(socket, transport, { ...outletLimits, ...limits }) };
}
function leave(...pairs: readonly Pair[]): void {
  for (const { client, socket } of pairs) { client.terminate(); socket.terminate(); }
}

const body = Buffer.from('x'.repeat(4_000));
/** As two subscriptions of one connection are told a batch. */
function batch(outlet: Outlet, from: number, count: number): void {
  outlet.hold();
  outlet.hold();
  for (let n = from; n < from + count; n += 1) outlet.send([`${n} `, body]);
  outlet.release();
  outlet.release();
}
const mebibyte = 1024 * 1024;
const ofTwentyMebibytes = Math.ceil(20 * mebibyte / body.byteLength);

/** What comes, by its number; rejects where the connection ends before all have. */
function hearing(client: WebSocket, count: number): Promise<readonly number[]> {
  const heard: number[] = [];
  return new Promise((resolve, reject) => {
    client.on('message', (data) => { if (heard.push(Number.parseInt((data as Buffer).toString('latin1', 0, 8), 10)) === count) resolve(heard); });
    client.on('close', () => { reject(new Error(`cut off after ${heard.length}`)); });
  });
}

test('whoever reads gets 20 MiB that were sent at once, in order, with what was sent after them and between; next to nothing is made before it is taken', async () => {
  const reader = await open();
  const { client, transport, outlet } = reader;
  const heard = hearing(client, ofTwentyMebibytes + 2);
  batch(outlet, 0, ofTwentyMebibytes);
  outlet.send(textFrame(`${ofTwentyMebibytes} alone`));
  outlet.look();
  assert.ok(outlet.unsentBytes > 15 * mebibyte, 'it does lie there');
  assert.ok(transport.writableLength < 100_000, `${transport.writableLength} bytes made for it`);
  batch(outlet, ofTwentyMebibytes + 1, 1);
  assert.deepEqual(await heard, Array.from({ length: ofTwentyMebibytes + 2 }, (_, n) => n));
  leave(reader);
});

test('a reader is not cut off for what we did not let it take: the event loop was held up for longer than it may stall', async () => {
  const reader = await open({ stalledMs: 20 });
  const heard = hearing(reader.client, 2 * ofTwentyMebibytes);
  batch(reader.outlet, 0, ofTwentyMebibytes);
  for (let before = 0; before !== reader.outlet.unsentBytes; await turn()) before = reader.outlet.unsentBytes; // the systems between are full
  const untilMs = performance.now() + 100;
  while (performance.now() < untilMs); // work of others
  batch(reader.outlet, ofTwentyMebibytes, ofTwentyMebibytes);
  assert.equal((await heard).length, 2 * ofTwentyMebibytes);
  leave(reader);
});

test('a reader that stopped reading is cut off when a mebibyte lies there for it', async () => {
  const sleeper = await open({ stalledMs: 0 });
  sleeper.client.pause();
  const gone = once(sleeper.socket, 'close');
  for (; sleeper.outlet.unsentBytes <= mebibyte; await turn()) {
    assert.equal(sleeper.socket.readyState, WebSocket.OPEN);
    sleeper.outlet.send(textFrame(body));
  }
  await gone; // and not one frame more
  leave(sleeper);
});

test('a reader that takes nothing of a batch is cut off though nothing follows; one with less than a mebibyte there is not', async () => {
  const [sleeper, patient] = [await open({ stalledMs: 50 }), await open({ stalledMs: 50, unreadBytesMax: 64 * mebibyte })];
  for (const { client, outlet } of [sleeper, patient]) {
    client.pause();
    batch(outlet, 0, ofTwentyMebibytes);
  }
  assert.equal(sleeper.socket.readyState, WebSocket.OPEN);
  const gone = once(sleeper.socket, 'close');
  const looking = setInterval(() => { for (const { outlet } of [sleeper, patient]) outlet.look(); }, 10);
  await gone;
  clearInterval(looking);
  assert.equal(sleeper.outlet.unsentBytes, 0, 'nothing is held for it any more');
  assert.equal(patient.socket.readyState, WebSocket.OPEN);
  leave(sleeper, patient);
});

test('a reader that takes a little now and then is cut off when it has been a mebibyte behind for too long', async () => {
  const slow = await open({ stalledMs: 60_000, behindMs: 100 });
  batch(slow.outlet, 0, ofTwentyMebibytes);
  slow.client.pause();
  const gone = once(slow.socket, 'close');
  const looking = setInterval(() => {
    slow.outlet.look();
    slow.client.resume();
    slow.client.once('message', () => { slow.client.pause(); });
  }, 10);
  await gone;
  clearInterval(looking);
  leave(slow);
});
