import { WebSocket, type ClientOptions } from 'ws';
import type { ServerMessage } from '#realtime/index.ts';

/** A client of the socket as a test drives it. */
export interface LiveClient {
  readonly socket: WebSocket;
  readonly messages: ServerMessage[];
  say(message: unknown): void;
  /** The first message, past or to come, that fits. */
  until<T extends ServerMessage>(fits: (message: ServerMessage) => message is T): Promise<T>;
  until(fits: (message: ServerMessage) => boolean): Promise<ServerMessage>;
  /** Code and text with which the server closed, or the status with which it refused. */
  readonly ended: Promise<{ readonly code: number; readonly reason: string }>;
  leave(): void;
}

/** Opens a socket; with `hello` says it at once. */
export function openLiveClient(url: string, { hello, ...options }: ClientOptions & { hello?: { after: number | null; token?: string } } = {}): LiveClient {
  const socket = new WebSocket(url, { perMessageDeflate: false, ...options });
  const messages: ServerMessage[] = [];
  const waiting = new Set<(message: ServerMessage) => void>();
  const ended = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => { resolve({ code, reason: String(reason) }); });
    socket.on('unexpected-response', (_request, response) => {
      resolve({ code: response.statusCode ?? 0, reason: '' });
      response.destroy();
      socket.terminate();
    });
  });
  socket.on('error', () => {});
  socket.on('message', (data) => {
    const message = JSON.parse((data as Buffer).toString('utf8')) as ServerMessage;
    messages.push(message);
    for (const each of waiting) each(message);
  });
  socket.on('open', () => { if (hello) socket.send(JSON.stringify({ type: 'hello', ...hello })); });
  return {
    socket, messages, ended,
    say: (message) => { socket.send(typeof message === 'string' ? message : JSON.stringify(message)); },
    until: (fits: (message: ServerMessage) => boolean) => {
      const past = messages.find(fits);
      if (past) return Promise.resolve(past) as Promise<never>;
      return new Promise<ServerMessage>((resolve, reject) => {
        const look = (message: ServerMessage): void => {
          if (!fits(message)) return;
          waiting.delete(look);
          resolve(message);
        };
        waiting.add(look);
        void ended.then(({ code, reason }) => { reject(new Error(`the socket was closed: ${code} ${reason}`)); });
      }) as Promise<never>;
    },
    leave: () => { socket.terminate(); },
  };
}
