import type { IncomingMessage } from 'node:http';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '#core/kernel/index.ts';
import type { Database } from '#storage/index.ts';
import type { Dialect } from './dialect.ts';

export interface ServerOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly dialects: readonly Dialect[];
  /** From createLogger. Default: silent. */
  readonly logger?: FastifyBaseLogger;
  /** Where callers reach us (PATCHBAY_PUBLIC_URL). Default: what each request says, from trusted proxies only. */
  readonly publicUrl?: string | undefined;
  /** It speaks TLS itself. Default: plain HTTP. */
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer } | undefined;
  /** Addresses and CIDRs whose forwarded headers count. Default: none. */
  readonly trustedProxies?: readonly string[];
  /** Shown in the API descriptions. */
  readonly version?: string;
  /** For tests: an answer that does not fit its schema fails, and so does a schema that leaves an object open. */
  readonly validateResponses?: boolean;
  /** More that must hold before `/readyz` says yes; each throws where it does not. */
  readonly readyChecks?: Readonly<Record<string, () => Promise<void>>>;
  readonly bodyBytesMax?: number;
  /** Of a host name that is not the server's own: where its paths are found. Both as they came in; asked for each request, so it must be quick. */
  readonly pathOfHost?: (host: string, url: string) => string;
  /** Requests that ask for a socket: they go to the `upgrade` listener of the server. Others are answered as if they asked for none. */
  readonly isUpgrade?: (request: IncomingMessage) => boolean;
}

export const limits = {
  bodyBytesMax: 1_048_576,
  urlCharactersMax: 8_192,
  /** Request line and headers together: Node refuses more with 431. */
  headerBytesMax: 16_384,
  headersMax: 100,
  /** A whole request must have arrived after so long. */
  requestTimeoutMs: 30_000,
  headersTimeoutMs: 10_000,
  keepAliveTimeoutMs: 65_000,
} as const;
