import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { WebSocket } from 'ws';
import type { LiveHub } from '../live-hub.ts';
import { cableProtocol, createCableServer } from './cable-server.ts';
import type { CablePorts } from './cable-ports.ts';

test('one network holds so many connections and no more; another has its own, and one that was closed makes room', async () => {
  // Nobody subscribes here, so neither the hub nor the ports are asked anything.
  const cable = createCableServer({
    hub: {} as LiveHub, ports: {} as CablePorts, path: '/cable', channel: 'RoomChannel', baseOf: () => '', networkOf: ({ headers }) => String(headers['x-network']), onFailure: (error) => { throw error; }, limits: { perNetworkMax: 2 },
  });
  const server = createServer().on('upgrade', (request, socket, head) => cable.handleUpgrade(request, socket, head));
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const open = async (network: string): Promise<WebSocket | number> => {
    const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/cable`, cableProtocol, { headers: { 'x-network': network } });
    return new Promise((resolve) => {
      socket.on('message', () => resolve(socket));
      socket.on('unexpected-response', (_request, answer) => { resolve(answer.statusCode ?? 0); answer.resume(); });
      socket.on('error', () => {});
    });
  };
  try {
    const first = await open('a') as WebSocket;
    assert.ok(await open('a') instanceof WebSocket);
    assert.deepEqual([await open('a'), await open('b') instanceof WebSocket], [429, true]);
    first.close();
    await once(first, 'close');
    let again = await open('a');
    for (let tries = 0; again === 429 && tries < 100; tries += 1) again = await open('a'); // the server hears of it a moment later
    assert.ok(again instanceof WebSocket);
  } finally {
    await cable.close();
    server.closeAllConnections();
    await new Promise((resolve) => { server.close(resolve); });
  }
});
