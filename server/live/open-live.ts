import type { IncomingMessage } from 'node:http';
import type { FastifyBaseLogger } from 'fastify';
import { readCookie, sessionCookieName } from '#http/index.ts';
import type { Clock } from '#core/kernel/index.ts';
import { createLiveServer, type LiveServer } from '#realtime/index.ts';
import type { Database } from '#storage/index.ts';
import { createLivePorts } from './live-ports.ts';

export const livePath = '/native/v1/live';
const tellEveryMs = 30_000;

export interface LiveOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly publicUrl: string | undefined;
  /** Browsers reach us by https. */
  readonly isHttps: boolean;
  readonly logger: FastifyBaseLogger;
}

/** The socket server of this process, with what the server knows of origins and cookies. */
export function openLive({ database, clock, publicUrl, isHttps, logger }: LiveOptions): LiveServer & { readonly tellFailure: (error: unknown) => void } {
  let toldAtMs = 0;
  const tellFailure = (error: unknown): void => {
    if (Date.now() - toldAtMs < tellEveryMs) return;
    toldAtMs = Date.now();
    logger.warn({ err: error }, 'live updates fail and will be tried again');
  };
  const server = createLiveServer({
    database, path: livePath, ports: createLivePorts(database, clock),
    isOwnOrigin: (request) => isOwn(request, publicUrl),
    sessionOf: ({ headers }) => sessionOf(headers.cookie, isHttps),
    onFailure: tellFailure,
  });
  return { ...server, tellFailure };
}

/** The public address where one is set; else the page's host must be the one that was asked (a proxy that rewrites Host needs PATCHBAY_PUBLIC_URL). */
function isOwn({ headers }: IncomingMessage, publicUrl: string | undefined): boolean {
  const { origin = '', host } = headers;
  if (!URL.canParse(origin)) return false;
  return publicUrl === undefined ? host !== undefined && new URL(origin).host === host.toLowerCase() : origin === new URL(publicUrl).origin;
}

/** Under https only the cookie that is bound to this host counts: another name could have been planted by a neighbour. */
function sessionOf(cookie: string | undefined, isHttps: boolean): string | undefined {
  const bound = readCookie(cookie, sessionCookieName(true));
  return isHttps ? bound : bound ?? readCookie(cookie, sessionCookieName(false));
}
