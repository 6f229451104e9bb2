import { chmodSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';

import { lineSplitter } from '../keeper-protocol.ts';
import type { ClientRequest, KeeperState } from '../keeper-protocol.ts';

/** The keeper's side of all pipes. */
export interface ClientPipes {
  /** Clients that hold the database now. */
  count(): number;
  broadcast(state: KeeperState): void;
  /** Takes no more clients and removes the socket. Those that said `bye` stay until `close`. */
  refuse(): void;
  /** Ends every pipe; settles when the last words have left. */
  close(): Promise<void>;
}

export interface ClientPipesOptions {
  controlSocket: string;
  currentState: () => KeeperState;
  /** A client holds the database. */
  onHold: () => void;
  /** The last client that held it is gone. */
  onLastGone: () => void;
}

/** Opens the control socket. The caller holds the keeper's lock, so a socket file that is there already is stale. */
export function openClientPipes(options: ClientPipesOptions): Promise<ClientPipes> {
  const all = new Set<Socket>();
  const holding = new Set<Socket>();

  function letGo(socket: Socket): void {
    if (holding.delete(socket) && holding.size === 0) options.onLastGone();
  }

  function obey(socket: Socket, line: string): void {
    const request = parseRequest(line);
    if (request === null) return void socket.destroy();
    switch (request.want) {
      case 'status':
        return void socket.end(encode(options.currentState()));
      case 'hold':
        holding.add(socket);
        options.onHold();
        return void socket.write(encode(options.currentState()));
      case 'bye':
        letGo(socket);
        // The last one to leave is told, by the end of its pipe, that the database has stopped.
        if (holding.size > 0) socket.end();
    }
  }

  const server = createServer((socket) => {
    all.add(socket);
    socket.setEncoding('utf8');
    socket.on('data', lineSplitter((line) => obey(socket, line)));
    socket.on('error', () => undefined);
    socket.on('end', () => letGo(socket));
    socket.on('close', () => {
      all.delete(socket);
      letGo(socket);
    });
  });

  const pipes: ClientPipes = {
    count: () => holding.size,
    broadcast: (state) => {
      for (const socket of holding) socket.write(encode(state));
    },
    refuse: () => void server.close(),
    close: async () => {
      await Promise.all([...all].map((socket) => new Promise<void>((done) => {
        socket.once('close', () => done());
        socket.end(() => socket.destroy());
      })));
    },
  };

  rmSync(options.controlSocket, { force: true });
  return new Promise((settle, reject) => {
    server.once('error', reject);
    server.listen(options.controlSocket, () => {
      chmodSync(options.controlSocket, 0o600);
      settle(pipes);
    });
  });
}

function encode(state: KeeperState): string {
  return `${JSON.stringify(state)}\n`;
}

function parseRequest(line: string): ClientRequest | null {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null || !('want' in value)) return null;
    if (value.want === 'status' || value.want === 'bye') return { want: value.want };
    if (value.want === 'hold' && 'protocol' in value && 'pid' in value) {
      return { want: 'hold', protocol: Number(value.protocol), pid: Number(value.pid) };
    }
    return null;
  } catch {
    return null;
  }
}
