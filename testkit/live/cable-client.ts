import { WebSocket, type ClientOptions } from 'ws';

export interface CableMessage { readonly type?: string; readonly identifier?: string; readonly reason?: string; readonly reconnect?: boolean; readonly message?: { readonly event: string; readonly data: Record<string, any> } } // oxlint-disable-line typescript/no-explicit-any -- the wire, looked at by tests

/** A client that says what a test wants, right or wrong. */
export interface CableClient {
  readonly socket: WebSocket;
  readonly messages: CableMessage[];
  say(message: unknown): void;
  subscribe(room: Readonly<Record<string, unknown>>): string;
  until(fits: (message: CableMessage) => boolean): Promise<CableMessage>;
  /** The first event of this name, past or to come, that fits. */
  hears(event: string, fits?: (data: Record<string, any>) => boolean): Promise<Record<string, any>>; // oxlint-disable-line typescript/no-explicit-any -- the wire
  readonly ended: Promise<{ readonly code: number }>;
}

export function openCableClient(url: string, { protocols = ['actioncable-v1-json', 'actioncable-unsupported'], ...options }: ClientOptions & { protocols?: string[] } = {}): CableClient {
  const socket = new WebSocket(url, protocols, { perMessageDeflate: false, ...options });
  const messages: CableMessage[] = [];
  const looks = new Set<(message: CableMessage) => void>();
  const ended = new Promise<{ code: number }>((resolve) => {
    socket.on('close', (code) => { resolve({ code }); });
    socket.on('unexpected-response', (_request, response) => { resolve({ code: response.statusCode ?? 0 }); response.destroy(); socket.terminate(); });
  });
  socket.on('error', () => {});
  socket.on('message', (data) => {
    const message = JSON.parse((data as Buffer).toString('utf8')) as CableMessage;
    messages.push(message);
    for (const each of looks) each(message);
  });
  const unsaid: (string | Buffer)[] = [];
  socket.on('open', () => { for (const text of unsaid.splice(0)) socket.send(text); });
  const say = (message: unknown): void => {
    const text = typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message);
    if (socket.readyState === socket.OPEN) socket.send(text);
    else unsaid.push(text);
  };
  const until = (fits: (message: CableMessage) => boolean): Promise<CableMessage> => {
    const past = messages.find(fits);
    if (past) return Promise.resolve(past);
    return new Promise((resolve, reject) => {
      const each = (message: CableMessage): void => {
        if (!fits(message)) return;
        looks.delete(each);
        resolve(message);
      };
      looks.add(each);
      void ended.then(({ code }) => { reject(new Error(`the socket was closed: ${code}; heard ${JSON.stringify(messages).slice(0, 500)}`)); });
    });
  };
  return {
    socket, messages, say, until, ended,
    subscribe: (room) => {
      const identifier = JSON.stringify({ channel: 'RoomChannel', ...room });
      say({ command: 'subscribe', identifier });
      return identifier;
    },
    hears: async (event, fits = () => true) => (await until(({ message }) => message?.event === event && fits(message.data))).message!.data,
  };
}
