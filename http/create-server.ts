import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { fastify, LogController, type FastifyInstance, type FastifyRequest } from 'fastify';
import { sendProblem } from './errors/send-problem.ts';
import { toProblem } from './errors/to-problem.ts';
import { RequestError } from './errors/request-error.ts';
import { registerHealth } from './health/register-health.ts';
import { createGate } from './gate.ts';
import { awayTeller } from './logging/away-teller.ts';
import { createRateLimiter } from './limits/rate-limiter.ts';
import { createLogger } from './logging/create-logger.ts';
import { logAnswers } from './logging/log-answers.ts';
import { registerOpenApi } from './openapi/register-openapi.ts';
import { parseQueryString } from './parsing/query-string.ts';
import { readBody, readBytes } from './parsing/read-body.ts';
import { ajvOptions, compileWhenAsked } from './compile-when-asked.ts';
import { refuseBrokenSockets } from './refuse-broken-sockets.ts';
import { refuseUnreadable } from './refuse-unreadable.ts';
import { registerDialect } from './register-dialect.ts';
import { createRequestKeys } from './request-keys/run-once.ts';
import { setSecurityHeaders } from './responses/security-headers.ts';
import { pathFits, pathOf } from './routing/path-pattern.ts';
import { prefixOwners } from './routing/prefix-owners.ts';
import { limits, type ServerOptions } from './server-options.ts';
import { parsePublicUrl } from './urls/base-url.ts';

/**
 * The HTTP server with all dialects, health and API descriptions; not yet listening. Further routes may be added before it listens.
 * Close it with closeServer.
 */
export function createServer(options: ServerOptions): FastifyInstance {
  const publicUrl = options.publicUrl === undefined ? undefined : parsePublicUrl(options.publicUrl);
  const isHttps = publicUrl?.startsWith('https:') ?? options.tls !== undefined;
  const listening = { maxHeaderSize: limits.headerBytesMax, headersTimeout: limits.headersTimeoutMs, connectionsCheckingInterval: 2_000, shouldUpgradeCallback: options.isUpgrade ?? (() => false) };
  const ownerOf = prefixOwners(options.dialects);
  const server = fastify({
    loggerInstance: options.logger ?? createLogger({ level: 'silent' }),
    logController: new LogController({ disableRequestLogging: true }),
    ...rewriting(options),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy: options.trustedProxies && options.trustedProxies.length > 0 ? [...options.trustedProxies] : false,
    bodyLimit: options.bodyBytesMax ?? limits.bodyBytesMax,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    // Fastify types a server of TLS apart; what we use of it is the same.
    ...(options.tls ? { https: { ...listening, ...options.tls, minVersion: 'TLSv1.2' } } as object : { http: listening }),
    forceCloseConnections: 'idle',
    exposeHeadRoutes: true,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500, querystringParser: parseQueryString as (text: string) => Record<string, string> },
    schemaController: { compilersFactory: compileWhenAsked },
    ajv: ajvOptions,
    clientErrorHandler: refuseBrokenSockets,
    // A path that cannot be decoded: no hook runs for it.
    frameworkErrors: (error, request, reply) => {
      const path = pathOf(request.raw.url ?? '');
      setSecurityHeaders(reply, isHttps);
      sendProblem(reply, ownerOf(path), toProblem(error, request.method, path));
    },
  });

  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, async (request: FastifyRequest, bytes: Buffer) => (
    takesBytes(request) ? readBytes(one(request.headers['content-type']), one(request.headers['content-encoding']), bytes)
      : readBody(one(request.headers['content-type']), one(request.headers['content-encoding']), bytes, { takesFiles: request.routeOptions.config.takesFiles === true })));

  let isClosing = false;
  server.addHook('preClose', async () => { isClosing = true; });
  server.addHook('onSend', async (_request, reply) => {
    setSecurityHeaders(reply, isHttps);
    // Of a request that was under way when closing began: its connection would be kept, and closing wait for it.
    if (isClosing) reply.header('connection', 'close');
  });
  logAnswers(server);
  server.addHook('onRequest', refuseUnreadable);

  const tellAway = awayTeller();
  server.setErrorHandler((error, request, reply) => {
    const path = pathOf(request.url);
    const problem = toProblem(error, request.method, path);
    if (problem.code === 'internal') request.log.error({ err: error, url: request.url }, 'request failed');
    if (problem.code === 'unavailable') tellAway(request.log, error);
    return sendProblem(reply, ownerOf(path), problem);
  });
  server.setNotFoundHandler((request, reply) => {
    const path = pathOf(request.url);
    const owner = ownerOf(path);
    const allowed = [...new Set(owner?.operations.filter((operation) => pathFits(operation.path, path)).map((operation) => operation.method))];
    const error = allowed.length > 0
      ? new RequestError('method-not-allowed', 'This path does not take that method.', { allowed: allowed.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])) })
      : new RequestError('unknown-path', 'There is no such path.');
    return sendProblem(reply, owner, toProblem(error, request.method, path));
  });

  const gate = createGate({ database: options.database, clock: options.clock, limiter: createRateLimiter(options), publicUrl });
  const requestKeys = createRequestKeys(options);
  // Strangers hold places of their own: no flood of theirs keeps people of the house waiting.
  const openRequestKeys = createRequestKeys({ ...options, placesMax: 2 });
  for (const dialect of options.dialects) registerDialect(server, dialect, { ...options, publicUrl, gate, requestKeys, openRequestKeys });
  registerHealth(server, options);
  registerOpenApi(server, options);
  return server;
}

/** Fastify types a server of HTTP/2 apart, and takes this for one. */
function rewriting({ pathOfHost }: ServerOptions): object {
  return pathOfHost ? { rewriteUrl: (request: IncomingMessage) => pathOfHost(request.headers.host ?? '', request.url ?? '/') } : {};
}

function takesBytes(request: FastifyRequest): boolean {
  return request.routeOptions.config.takesBytes === true;
}

function one(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
