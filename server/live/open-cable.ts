import type { IncomingMessage } from 'node:http';
import { networkOf } from '#core/accounts/index.ts';
import type { Outside } from '#core/channels/index.ts';
import type { Clock } from '#core/kernel/index.ts';
import { cableChannel, cablePath, createCablePorts } from '#dialects/nimchat/cable/cable-ports.ts';
import { createCableServer, type CableServer, type CableServerOptions } from '#realtime/index.ts';
import type { Database } from '#storage/index.ts';

export interface CableOptions extends Pick<CableServerOptions, 'hub' | 'onFailure' | 'limits'> {
  readonly database: Database;
  readonly clock: Clock;
  readonly outside: Pick<Outside, 'key'>;
  readonly publicUrl: string | undefined;
  readonly isHttps: boolean;
  /** Whose request it is, behind proxies too. */
  readonly addressOf: (request: IncomingMessage) => string;
}

/** The socket that clients of nimchat's deployed product open. */
export function openCable({ database, clock, outside, publicUrl, isHttps, addressOf, ...options }: CableOptions): CableServer {
  return createCableServer({
    ...options, path: cablePath, channel: cableChannel, ports: createCablePorts({ database, outside, clock }),
    baseOf: ({ headers }) => publicUrl ?? `${isHttps ? 'https' : 'http'}://${headers.host ?? 'localhost'}`,
    networkOf: (request) => networkOf(addressOf(request)),
  });
}
