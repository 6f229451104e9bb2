import { fork, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { WebSocketServer } from 'ws';
import { openCableRig } from '#testkit/live/open-cable-rig.ts';

/**
 * /cable beside bare ws, in one run: memory of an idle socket at the server, and from the moment of sending until each reader had it. The readers are in a process of their own.
 * /cable's time runs from before the POST: it holds the request, the commit, the sequencer, the read of the log and the frame. `fanOut` is the spread alone: from the first reader to the last.
 * node_modules/.bin/node bench/cable.ts --sockets 100,1000,5000 --messages 20
 */
const { values } = parseArgs({ options: { sockets: { type: 'string', default: '100,1000,5000' }, messages: { type: 'string', default: '20' } } });
const messagesCount = Number(values.messages);
const nowMs = (): number => performance.timeOrigin + performance.now();
const quantile = (list: readonly number[], share: number): number => Math.round((list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))] ?? 0) * 10) / 10;

interface Told { readonly name: string; readonly delays?: readonly number[] }
function readers(url: string, count: number, identifiers: readonly string[]): { readonly child: ChildProcess; readonly until: (name: string) => Promise<Told> } {
  const child = fork(new URL('./kit/socket-clients.ts', import.meta.url), [url, String(count), ...identifiers], { execPath: process.execPath });
  return { child, until: (name) => new Promise((resolve) => { child.on('message', (told: Told) => { if (told.name === name) resolve(told); }); }) };
}
const rss = (): number => { globalThis.gc?.(); return process.memoryUsage().rss; };

interface Side { readonly kBPerSocket: number; readonly toAll: number[]; readonly fanOut: number[] }
async function run(url: string, count: number, identifiers: readonly string[], send: (text: string) => Promise<unknown>): Promise<Side> {
  const before = rss();
  const { child, until } = readers(url, count, identifiers);
  await until('open');
  const kBPerSocket = Math.round((rss() - before) / count / 102.4) / 10;
  const [toAll, fanOut]: [number[], number[]] = [[], []];
  for (let at = 0; at < messagesCount; at += 1) {
    const told = until(`m${at}`);
    await send(`bench m${at} ${nowMs()} of ${count} ${'x'.repeat(200)}`);
    const delays = (await told).delays!;
    toAll.push(Math.max(...delays));
    fanOut.push(Math.max(...delays) - Math.min(...delays));
  }
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.disconnect();
  await gone;
  return { kBPerSocket, toAll, fanOut };
}

const rig = await openCableRig({ subscribersPerCallerMax: 100_000, pingMs: 60_000 });
const inbox = (await rig.call(rig.ada, 'POST', '/inboxes', { name: 'Shop', channel: { type: 'api' } })).body.id;
const contact = (await rig.call(rig.ada, 'POST', '/contacts', { name: 'Bo', identifier: 'bo' })).body.id;
const conversation = (await rig.call(rig.ada, 'POST', '/conversations', { inbox_id: inbox, contact_id: contact })).body.id;
const identifiers = Array.from({ length: 50 }, (_, n) => JSON.stringify({ channel: 'RoomChannel', ...rig.ada.room, n }));
const bare = createServer();
const sockets = new WebSocketServer({ server: bare, perMessageDeflate: false });
await new Promise<void>((resolve) => { bare.listen(0, '127.0.0.1', resolve); });
const bareUrl = `ws://127.0.0.1:${(bare.address() as AddressInfo).port}`;

for (const count of values.sockets.split(',').map(Number)) {
  const ws = await run(bareUrl, count, [], async (text) => {
    // As large as a frame of /cable.
    const bytes = Buffer.from(JSON.stringify({ text, filler: 'y'.repeat(500) }));
    for (const socket of sockets.clients) socket.send(bytes, { binary: false });
  });
  const cable = await run(rig.url, count, identifiers, (text) => rig.call(rig.ada, 'POST', `/conversations/${conversation}/messages`, { content: text, private: true }));
  const of = ({ kBPerSocket, toAll, fanOut }: Side) => ({ kBPerSocket, toAllMs: { p50: quantile(toAll, 0.5), p99: quantile(toAll, 0.99) }, fanOutMs: { p50: quantile(fanOut, 0.5), p99: quantile(fanOut, 0.99) } });
  console.log(JSON.stringify({ sockets: count, messages: messagesCount, ws: of(ws), cable: of(cable), fanOutRatio: Math.round(quantile(cable.fanOut, 0.5) / quantile(ws.fanOut, 0.5) * 100) / 100, failures: rig.failures.length }));
}
await rig.close();
process.exit(0);
