import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedCall { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string }

/** reset: the connection breaks; hang: it is never answered; drip: 200, and then a byte now and again for ever. */
export type Reaction = { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string } | 'reset' | 'hang' | 'drip';

/** A program on 127.0.0.1 that takes what we send and answers as a test wants. */
export interface HttpReceiver {
  readonly port: number;
  readonly url: string;
  /** In the order in which they came, bodies whole. */
  readonly calls: ReceivedCall[];
  behave(react: (call: ReceivedCall, nth: number) => Reaction): void;
  close(): Promise<void>;
}

export const takes: Reaction = { status: 200, body: 'ok' };

export async function startReceiver(): Promise<HttpReceiver> {
  const calls: ReceivedCall[] = [];
  let react: (call: ReceivedCall, nth: number) => Reaction = () => takes;
  const drips = new Set<NodeJS.Timeout>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('error', () => {});
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const call = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString('utf8') };
      calls.push(call);
      const reaction = react(call, calls.length);
      if (reaction === 'reset') request.socket.resetAndDestroy();
      else if (reaction === 'drip') {
        response.writeHead(200);
        const timer = setInterval(() => response.write('x'), 20);
        drips.add(timer);
        response.on('close', () => clearInterval(timer));
      } else if (reaction !== 'hang') response.writeHead(reaction.status, reaction.headers).end(reaction.body ?? '');
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as AddressInfo;
  return {
    port, url: `http://127.0.0.1:${port}/hook`, calls,
    behave: (next) => { react = next; },
    close: async () => {
      for (const timer of drips) clearInterval(timer);
      server.closeAllConnections();
      await new Promise((resolve) => { server.close(resolve); });
    },
  };
}
