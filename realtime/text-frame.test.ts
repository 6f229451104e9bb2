import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { test } from 'node:test';
import { WebSocket, WebSocketServer } from 'ws';
import { textFrame } from './text-frame.ts';

test('a client reads each message as it was, of every size at which the head changes, between those of the library', async () => {
  const texts = ['', 'a', 'ü'.repeat(62) + 'a', 'x'.repeat(126), 'x'.repeat(65_535), 'x'.repeat(65_536), 'ş'.repeat(100_000)];
  const server = createServer();
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  server.on('upgrade', (request, transport: Duplex, head) => {
    sockets.handleUpgrade(request, transport, head, (socket) => {
      for (const text of texts) {
        transport.write(textFrame(Buffer.from(text.slice(0, 3)), Buffer.from(text.slice(3))));
        socket.ping();
        socket.send(`after ${text.length}`);
      }
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const heard: string[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      client.on('error', reject);
      client.on('message', (data, isBinary) => {
        if (isBinary) reject(new Error('a binary message'));
        if (heard.push((data as Buffer).toString('utf8')) === texts.length * 2) resolve();
      });
    });
    assert.deepEqual(heard, texts.flatMap((text) => [text, `after ${text.length}`]));
  } finally {
    client.terminate();
    sockets.close();
    server.closeAllConnections();
    await new Promise((resolve) => { server.close(resolve); });
  }
});
