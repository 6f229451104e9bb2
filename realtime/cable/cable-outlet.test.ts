import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { test } from 'node:test';
import { WebSocket, WebSocketServer } from 'ws';
import { textFrame } from '../text-frame.ts';
import { cableLimits } from './cable-limits.ts';
import { openCableOutlet, type CableOutlet } from './cable-outlet.ts';

test('a batch of more than may lie unread reaches whoever reads, of two subscriptions too; whoever does not read is cut off', async () => {
  const server = createServer();
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const open = async (): Promise<{ client: WebSocket; socket: WebSocket; transport: Duplex; outlet: CableOutlet }> => {
    const upgraded = once(server, 'upgrade');
    const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
    client.on('error', () => {});
    const [request, transport, head] = await upgraded as [IncomingMessage, Duplex, Buffer];
    const opened = once(client, 'open');
    const socket = await new Promise<WebSocket>((resolve) => { sockets.handleUpgrade(request, transport, head, resolve); });
    await opened;
    return { client, socket, transport, outlet: openCableOutlet(socket, transport, cableLimits) };
  };
  const frame = textFrame(Buffer.from('x'.repeat(4_000)));
  const batch = (outlet: CableOutlet, frames: number): void => {
    outlet.hold();
    outlet.hold();
    for (let count = 0; count < frames; count += 1) outlet.send(frame);
    outlet.release();
    outlet.release();
  };
  try {
    const reader = await open();
    let heard = 0;
    const all = 1_500; // 6 MB: more than the limit and all that the systems between hold
    const heardAll = new Promise<void>((resolve, reject) => {
      reader.client.on('message', () => { if ((heard += 1) === all + 1) resolve(); });
      reader.client.on('close', () => reject(new Error(`cut off after ${heard}`)));
    });
    batch(reader.outlet, all);
    reader.outlet.tick(); // may come at once
    assert.ok(reader.transport.writableLength > cableLimits.unreadBytesMax, 'it does lie there');
    assert.equal(reader.transport.writableCorked, 0);
    reader.outlet.send(frame);
    await heardAll;

    const sleeper = await open();
    sleeper.client.pause();
    batch(sleeper.outlet, all);
    assert.equal(sleeper.socket.readyState, WebSocket.OPEN);
    sleeper.outlet.tick();
    sleeper.outlet.tick();
    assert.equal(sleeper.socket.readyState, WebSocket.CLOSING, 'two pings later it is not read');

    const flooded = await open();
    flooded.client.pause();
    for (let count = 0; count < 10 && flooded.socket.readyState === WebSocket.OPEN; count += 1) batch(flooded.outlet, all);
    assert.equal(flooded.socket.readyState, WebSocket.CLOSING, 'nor is there room for ever more');
    for (const { client, socket } of [reader, sleeper, flooded]) { client.terminate(); socket.terminate(); }
  } finally {
    sockets.close();
    server.closeAllConnections();
    await new Promise((resolve) => { server.close(resolve); });
  }
});
