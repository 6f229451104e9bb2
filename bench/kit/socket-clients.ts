import { WebSocket } from 'ws';

/** Who reads: given as JSON to this file, which holds the sockets in a process of its own. `node bench/kit/socket-clients.ts READERS` */
export type Readers =
  | { readonly as: 'bare'; readonly url: string; readonly count: number }
  | { readonly as: 'cable'; readonly url: string; readonly count: number; /** What a subscription names. */ readonly room: object }
  | { readonly as: 'desk'; readonly url: string; readonly count: number; readonly token: string };

/** What the parent is told: `open` when all are, then each message by its name when the last reader had it. Epoch ms. */
export interface Told { readonly name: string; readonly firstMs: number; readonly lastMs: number }

const protocols = { bare: [], cable: ['actioncable-v1-json'], desk: [] } as const;
/** The first words of a reader, and how the answer begins. */
const hello = {
  bare: null,
  cable: { say: (readers: Readers, n: number) => ({ command: 'subscribe', identifier: JSON.stringify({ channel: 'RoomChannel', ...(readers as { room: object }).room, n }) }), heard: /"confirm_subscription"/ },
  desk: { say: (readers: Readers) => ({ type: 'hello', after: null, token: (readers as { token: string }).token }), heard: /^\{"type":"hello"/ },
} as const;
const namesOf = {
  bare: (text: string) => { const n = /^\{"bare":(\d+)/.exec(text)?.[1]; return n === undefined ? [] : [`bare ${n}`]; },
  cable: (text: string) => [/"event":"message\.created","data":\{"id":(\d+)/.exec(text)?.[1] ?? []].flat(),
  desk: (text: string) => [...text.matchAll(/"type":"message\.stored","conversationId":\d+,"messageId":(\d+)/g)].map(([, id]) => id!),
} as const;

async function readAs(readers: Readers): Promise<void> {
  const { as, url, count } = readers;
  const heard = new Map<string, { firstMs: number; count: number }>();
  let openCount = 0;
  const tell = (told: Told): void => { process.send!(told); };
  const opened = (): void => { if ((openCount += 1) === count) tell({ name: 'open', firstMs: 0, lastMs: 0 }); };
  const take = (name: string): void => {
    const lastMs = performance.timeOrigin + performance.now();
    const one = heard.get(name) ?? { firstMs: lastMs, count: 0 };
    heard.set(name, one);
    if ((one.count += 1) === count) tell({ name, firstMs: one.firstMs, lastMs });
  };
  let batch: Promise<void>[] = [];
  for (let n = 0; n < count; n += 1) {
    const { promise, resolve } = Promise.withResolvers<void>();
    batch.push(promise);
    const socket = new WebSocket(url, [...protocols[as]], { perMessageDeflate: false });
    const first = hello[as];
    let isIn = first === null;
    socket.on('open', () => { if (first === null) { opened(); resolve(); } else socket.send(JSON.stringify(first.say(readers, n))); });
    socket.on('message', (data) => {
      const text = (data as Buffer).toString('utf8');
      if (!isIn && first?.heard.test(text)) {
        isIn = true;
        opened();
        resolve();
      } else for (const name of namesOf[as](text)) take(name);
    });
    if (batch.length < 50) continue;
    await Promise.all(batch); // a crowd that comes at once is another question
    batch = [];
  }
}
process.on('disconnect', () => { process.exit(0); });
const [given] = process.argv.slice(2);
if (given !== undefined) await readAs(JSON.parse(given) as Readers);
