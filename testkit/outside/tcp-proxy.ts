import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stands between a client and a server on this machine: counts, cuts, refuses. */
export interface TcpProxy {
  readonly port: number;
  /** Bytes from the server to its clients so far. */
  received(): number;
  /** Ends all connections now. */
  cut(): void;
  /** True: nothing goes through any more, in either direction, and nobody is told; false: what was held back goes through. */
  freeze(isFrozen: boolean): void;
  /** Connections of this moment stay open for ever and nothing comes through them any more, as after a cable was pulled. New ones work. */
  forget(): void;
  /** New connections are ended at once, until it is called with false. */
  refuse(isRefusing: boolean): void;
  close(): Promise<void>;
}

/** `target`: a port of this machine, or the path of a socket; `path`: where it listens itself, default a free port. */
export async function startTcpProxy(target: number | string, path?: string): Promise<TcpProxy> {
  let received = 0;
  let isRefusing = false;
  let isFrozen = false;
  const sockets = new Set<Socket>();
  const pairs = new Set<readonly [Socket, Socket]>();
  const server = createServer((client) => {
    if (isRefusing) return void client.destroy();
    const upstream = typeof target === 'string' ? connect(target) : connect(target, '127.0.0.1');
    const pair = [client, upstream] as const;
    pairs.add(pair);
    client.on('close', () => pairs.delete(pair));
    upstream.on('data', (chunk: Buffer) => { received += chunk.byteLength; });
    for (const [from, to] of [[client, upstream], [upstream, client]] as const) {
      sockets.add(from);
      from.on('error', () => {});
      from.on('close', () => { sockets.delete(from); to.destroy(); });
      if (!isFrozen) from.pipe(to);
    }
  });
  await new Promise<void>((resolve) => {
    if (path === undefined) server.listen(0, '127.0.0.1', resolve);
    else server.listen(path, resolve);
  });
  const cut = (): void => { for (const socket of sockets) socket.destroy(); };
  return {
    port: path === undefined ? (server.address() as AddressInfo).port : 0,
    received: () => received,
    cut,
    freeze: (value) => {
      isFrozen = value;
      for (const [client, upstream] of pairs) {
        for (const [from, to] of [[client, upstream], [upstream, client]] as const) {
          if (isFrozen) from.unpipe(to).pause();
          else from.pipe(to);
        }
      }
    },
    forget: () => {
      for (const [client, upstream] of pairs) {
        client.unpipe(upstream).pause();
        upstream.unpipe(client).pause();
      }
      pairs.clear();
    },
    refuse: (value) => { isRefusing = value; },
    close: async () => {
      cut();
      await new Promise<void>((resolve) => { server.close(() => resolve()); });
    },
  };
}
