import { fork, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { WebSocketServer } from 'ws';
import { createToken } from '#core/accounts/index.ts';
import { postMessage } from '#core/conversations/index.ts';
import { nowText, systemAct, systemClock } from '#core/kernel/index.ts';
import { openCableRig } from '#testkit/live/open-cable-rig.ts';
import { printTable, say, type Cell } from './kit/print-table.ts';
import type { Readers, Told } from './kit/socket-clients.ts';
import { percentile } from './kit/statistics.ts';

/**
 * The desk's socket and /cable beside bare ws, in one run: what an idle socket costs the server in memory, and how a message spreads over 100, 1,000 and 5,000 readers. The readers are in a
 * process of their own. `spread`: from the first reader to the last, which is what the sockets themselves cost. `to all`: from the commit (bare ws: from before the first `send`) to the last
 * reader; of ours it holds the sequencer, the read of the log and the making of the frame, which bare ws has not.
 * node_modules/.bin/node --expose-gc bench/sockets.ts [--sockets 100,1000,5000] [--messages 40] [--json]
 */
const { values } = parseArgs({ options: { sockets: { type: 'string', default: '100,1000,5000' }, messages: { type: 'string', default: '40' }, json: { type: 'boolean', default: false } } });
const messagesCount = Number(values.messages);
const many = 100_000;

interface Side { readonly kBPerSocket: number; readonly kBOfHeap: number; readonly spreadMs: readonly number[]; readonly toAllMs: readonly number[] }
const nowMs = (): number => performance.timeOrigin + performance.now();

/** `send` returns the name by which readers know the message, and when it was sent. */
async function run(readers: Readers, send: (n: number) => Promise<{ readonly name: string; readonly atMs: number }>): Promise<Side> {
  const before = await memory();
  const child = fork(new URL('./kit/socket-clients.ts', import.meta.url), [JSON.stringify(readers)], { execPath: process.execPath });
  child.once('exit', (code) => { if (code !== 0) throw new Error(`the readers ended with ${code}`); });
  const until = collect(child);
  await until('open');
  const after = await memory();
  // What the process holds anew; what it had and had freed before shows in the second only.
  const kBOfHeap = (after.used - before.used) / readers.count / 1_024;
  const kBPerSocket = Math.max((after.resident - before.resident) / readers.count / 1_024, kBOfHeap);
  const [spreadMs, toAllMs]: [number[], number[]] = [[], []];
  for (let n = 0; n < messagesCount; n += 1) {
    const { name, atMs } = await send(n);
    const { firstMs, lastMs } = await until(name);
    spreadMs.push(lastMs - firstMs);
    toAllMs.push(lastMs - atMs);
  }
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.disconnect();
  await gone;
  return { kBPerSocket, kBOfHeap, spreadMs, toAllMs };
}

/** After what is going has gone: the sockets of the side before are told of a moment later. */
async function memory(): Promise<{ readonly resident: number; readonly used: number }> {
  for (let round = 0; round < 5; round += 1) {
    await new Promise((resolve) => { setTimeout(resolve, 200); });
    globalThis.gc?.();
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  return { resident: rss, used: heapUsed + external };
}

function collect(child: ChildProcess): (name: string) => Promise<Told> {
  const told = new Map<string, Told>();
  const waiting = new Map<string, (told: Told) => void>();
  child.on('message', (one: Told) => {
    told.set(one.name, one);
    waiting.get(one.name)?.(one);
  });
  return (name) => new Promise((resolve) => {
    const there = told.get(name);
    if (there) resolve(there);
    else waiting.set(name, resolve);
  });
}

const rig = await openCableRig({ subscribersPerCallerMax: many, perNetworkMax: many }, { socketsPerPersonMax: many, helloMs: 120_000 });
const inbox = (await rig.call(rig.ada, 'POST', '/inboxes', { name: 'Shop', channel: { type: 'api' } })).body.id;
const contact = (await rig.call(rig.ada, 'POST', '/contacts', { name: 'Bo', identifier: 'bo' })).body.id;
const conversationId = (await rig.call(rig.ada, 'POST', '/conversations', { inbox_id: inbox, contact_id: contact })).body.id;
const act = systemAct(rig.accountId, nowText(systemClock), 'bench');
const { secret } = await rig.database.withAccount(rig.accountId, (tx) => createToken(tx, act, { userId: rig.userId, dialect: 'native', name: 'bench', scopes: 'all', expiresAt: null }));
const bare = createServer();
const sockets = new WebSocketServer({ server: bare, perMessageDeflate: false });
await new Promise<void>((resolve) => { bare.listen(0, '127.0.0.1', resolve); });
const bareUrl = `ws://127.0.0.1:${(bare.address() as AddressInfo).port}`;

const post = async () => {
  const { messageId } = await postMessage(rig.database, { ...act, now: nowText(systemClock) }, { conversationId, direction: 'note', text: 'x'.repeat(200) });
  rig.wake();
  return { name: String(messageId), atMs: nowMs() };
};
// As large as a frame of /cable.
const sendBare = async (n: number) => {
  const atMs = nowMs();
  const bytes = Buffer.from(JSON.stringify({ bare: n, filler: 'y'.repeat(1_500) }));
  for (const socket of sockets.clients) socket.send(bytes, { binary: false });
  return { name: `bare ${n}`, atMs };
};
const sides: Readonly<Record<string, (count: number) => Promise<Side>>> = {
  'bare ws': (count) => run({ url: bareUrl, count, as: 'bare' }, sendBare),
  // Each reader by a name of its own, as users of a room are.
  '/cable': (count) => run({ url: rig.url, count, as: 'cable', room: rig.ada.room }, post),
  desk: (count) => run({ url: rig.liveUrl, count, as: 'desk', token: secret }, post),
};

for (const count of values.sockets.split(',').map(Number)) {
  const found: Record<string, Side> = {};
  for (const name of ['bare ws', '/cable', 'desk', 'bare ws']) {
    say(`${count} sockets: ${name} ...`);
    const side = await sides[name]!(count);
    const before = found[name];
    found[name] = before ? { kBPerSocket: Math.max(before.kBPerSocket, side.kBPerSocket), kBOfHeap: Math.max(before.kBOfHeap, side.kBOfHeap), spreadMs: [...before.spreadMs, ...side.spreadMs], toAllMs: [...before.toAllMs, ...side.toAllMs] } : side;
  }
  const rows: Record<string, Cell>[] = [];
  for (const [name, { kBPerSocket, kBOfHeap, spreadMs, toAllMs }] of Object.entries(found)) {
    rows.push({
      sockets: count, side: name, 'kB per socket': kBPerSocket, 'of it heap': kBOfHeap, 'spread p50 ms': percentile(spreadMs, 0.5), 'spread p99 ms': percentile(spreadMs, 0.99), 'to all p50 ms': percentile(toAllMs, 0.5), 'to all p99 ms': percentile(toAllMs, 0.99),
      'of bare p50': percentile(spreadMs, 0.5) / percentile(found['bare ws']!.spreadMs, 0.5), 'of bare p99': percentile(spreadMs, 0.99) / percentile(found['bare ws']!.spreadMs, 0.99), wanted: name === 'bare ws' ? '-' : '<= 2, <= 12 kB',
    });
  }
  printTable('sockets', rows, values.json);
}
if (rig.failures.length > 0) say(`failures: ${rig.failures.map(String).join('; ')}`);
await rig.close();
process.exit(0);
