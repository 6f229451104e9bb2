import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stands between a client and a server on this machine: counts, cuts, refuses. */
export interface TcpProxy {
  readonly port: number;
  /** Bytes from the server to its clients so far. */
  received(): number;
  /** Ends all connections now. */
  cut(): void;
  /** New connections are ended at once, until it is called with false. */
  refuse(isRefusing: boolean): void;
  close(): Promise<void>;
}

export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  let received = 0;
  let isRefusing = false;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    if (isRefusing) return void client.destroy();
    const target = connect(targetPort, '127.0.0.1');
    target.on('data', (chunk: Buffer) => { received += chunk.byteLength; });
    for (const [from, to] of [[client, target], [target, client]] as const) {
      sockets.add(from);
      from.on('error', () => {});
      from.on('close', () => { sockets.delete(from); to.destroy(); });
      from.pipe(to);
    }
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const cut = (): void => { for (const socket of sockets) socket.destroy(); };
  return {
    port: (server.address() as AddressInfo).port,
    received: () => received,
    cut,
    refuse: (value) => { isRefusing = value; },
    close: async () => {
      cut();
      await new Promise<void>((resolve) => { server.close(() => resolve()); });
    },
  };
}
