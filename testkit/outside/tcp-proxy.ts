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

export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  let received = 0;
  let isRefusing = false;
  let isFrozen = false;
  const sockets = new Set<Socket>();
  const pairs = new Set<readonly [Socket, Socket]>();
  const server = createServer((client) => {
    if (isRefusing) return void client.destroy();
    const target = connect(targetPort, '127.0.0.1');
    const pair = [client, target] as const;
    pairs.add(pair);
    client.on('close', () => pairs.delete(pair));
    target.on('data', (chunk: Buffer) => { received += chunk.byteLength; });
    for (const [from, to] of [[client, target], [target, client]] as const) {
      sockets.add(from);
      from.on('error', () => {});
      from.on('close', () => { sockets.delete(from); to.destroy(); });
      if (!isFrozen) from.pipe(to);
    }
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const cut = (): void => { for (const socket of sockets) socket.destroy(); };
  return {
    port: (server.address() as AddressInfo).port,
    received: () => received,
    cut,
    freeze: (value) => {
      isFrozen = value;
      for (const [client, target] of pairs) {
        for (const [from, to] of [[client, target], [target, client]] as const) {
          if (isFrozen) from.unpipe(to).pause();
          else from.pipe(to);
        }
      }
    },
    forget: () => {
      for (const [client, target] of pairs) {
        client.unpipe(target).pause();
        target.unpipe(client).pause();
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
