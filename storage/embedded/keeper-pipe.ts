import { createConnection } from 'node:net';

import { readKeeperAddress } from './keeper-files.ts';
import { lineSplitter, protocolVersion } from './keeper-protocol.ts';
import type { ClientRequest, KeeperState } from './keeper-protocol.ts';

/** This process's hold on the database: as long as the pipe is open, the keeper keeps it running. */
export interface KeeperPipe {
  /** From now on the pipe does not keep this process alive. */
  unref: () => void;
  /** Lets go. Settles when the keeper has closed the pipe: at once, or when the database has stopped if we were the last. */
  leave: () => Promise<void>;
}

export interface KeeperPipeEvents {
  onState: (state: KeeperState) => void;
  /** The keeper is gone or has closed the pipe. */
  onClosed: () => void;
}

/** Connects to the keeper of a data directory, if there is one. Null: none answers. */
export function openKeeperPipe(dataDir: string, want: 'hold' | 'status', events: KeeperPipeEvents): Promise<KeeperPipe | null> {
  const address = readKeeperAddress(dataDir);
  if (address === null) return Promise.resolve(null);
  return new Promise((settle) => {
    const socket = createConnection(address.controlSocket);
    const closed = Promise.withResolvers<void>();
    const send = (request: ClientRequest): void => void socket.write(`${JSON.stringify(request)}\n`);
    let isConnected = false;
    socket.setEncoding('utf8');
    socket.on('connect', () => {
      isConnected = true;
      send(want === 'hold' ? { want, protocol: protocolVersion, pid: process.pid } : { want });
      settle({
        unref: () => void socket.unref(),
        leave: () => {
          socket.ref();
          send({ want: 'bye' });
          return closed.promise;
        },
      });
    });
    socket.on('data', lineSplitter((line) => events.onState(JSON.parse(line) as KeeperState)));
    // "close" follows, and is all that matters.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      closed.resolve();
      if (isConnected) events.onClosed();
      else settle(null);
    });
  });
}
