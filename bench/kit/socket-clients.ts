import { WebSocket } from 'ws';

/**
 * Sockets in a process of their own: `node bench/kit/socket-clients.ts URL COUNT [IDENTIFIER...]`. With identifiers each socket subscribes to one of them (ActionCable). Tells its parent
 * when all are open, and of each broadcast how long after `sentAtMs` (in the message) each socket had it.
 */
const [url = '', countText = '0', ...identifiers] = process.argv.slice(2);
const count = Number(countText);
const nowMs = (): number => performance.timeOrigin + performance.now();
let ready = 0;
const delays = new Map<string, number[]>();

function take(text: string): void {
  const [, name, sent] = /bench (\S+) ([\d.]+)/.exec(text) ?? [];
  if (name === undefined || sent === undefined) return;
  const list = delays.get(name) ?? [];
  delays.set(name, list);
  list.push(nowMs() - Number(sent));
  if (list.length === Number(/of (\d+)/.exec(text)?.[1])) process.send!({ name, delays: list });
}

for (let at = 0; at < count; at += 1) {
  const identifier = identifiers[at % Math.max(1, identifiers.length)];
  const socket = new WebSocket(url, identifier === undefined ? [] : ['actioncable-v1-json'], { perMessageDeflate: false });
  const open = (): void => { if ((ready += 1) === count) process.send!({ name: 'open' }); };
  socket.on('open', () => { if (identifier === undefined) open(); else socket.send(JSON.stringify({ command: 'subscribe', identifier })); });
  socket.on('message', (data) => {
    const text = (data as Buffer).toString('utf8');
    if (text.includes('confirm_subscription')) open();
    else take(text);
  });
  if (at % 100 === 99) await new Promise((resolve) => { setTimeout(resolve, 20); });
}
process.on('disconnect', () => { process.exit(0); });
