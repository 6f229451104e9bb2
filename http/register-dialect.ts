import type { TSchema } from '@sinclair/typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CoreError, nowText, type Act, type Clock } from '#core/kernel/index.ts';
import type { Database } from '#storage/index.ts';
import type { Call, Dialect, OpenCall, Principal, ReplyPort, RequestHead } from './dialect.ts';
import type { FileAnswer } from './files/file-answer.ts';
import { sendFile } from './files/send-file.ts';
import type { Entered, Gate } from './gate.ts';
import { asLongRead, longReadTimeoutMs } from './long-reads.ts';
import type { Operation } from './operation.ts';
import { refuseStrayFiles } from './parsing/refuse-stray-files.ts';
import type { Tree } from './parsing/tree.ts';
import { makeRequestKey, readRequestKey } from './request-keys/request-key.ts';
import type { KeptAnswer, RequestKeys } from './request-keys/run-once.ts';
import { checkResponse } from './responses/check-response.ts';
import { openObjects } from './responses/open-objects.ts';
import { pathOf, routerPath } from './routing/path-pattern.ts';
import { baseUrl } from './urls/base-url.ts';

export interface RegisterOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly gate: Gate;
  readonly requestKeys: RequestKeys;
  /** For operations that anybody may call. */
  readonly openRequestKeys: RequestKeys;
  readonly publicUrl?: string | undefined;
  readonly validateResponses?: boolean;
}

/** What lives from one stage of a request to the next. */
interface Passage { principal?: Principal; secret?: string; rawQuery?: Tree; /** As it came, before it was converted. */ rawBody?: unknown }
const passages = new WeakMap<FastifyRequest, Passage>();

/** Routes for all operations of a dialect: door and limit, conversion, schema, handler. */
export function registerDialect(server: FastifyInstance, dialect: Dialect, options: RegisterOptions): void {
  for (const operation of dialect.operations) registerOperation(server, dialect, operation, options);
  registerPreflights(server, dialect.operations.filter((operation) => operation.forAnyPage));
}

/** What a browser asks before a page of another origin may ask (CORS): one answer for each path, the same for everybody. */
function registerPreflights(server: FastifyInstance, operations: readonly Operation[]): void {
  for (const path of new Set(operations.map((operation) => operation.path))) {
    const methods = operations.filter((operation) => operation.path === path).map(({ method }) => method);
    server.options(routerPath(path), async (_request, reply) => {
      for (const [name, value] of Object.entries(corsHeaders)) reply.header(name, value);
      return reply.code(204).header('access-control-allow-methods', methods.join(', ')).header('access-control-allow-headers', 'content-type, authorization, idempotency-key').header('access-control-max-age', '86400').send();
    });
  }
}

/** Any origin, and never with its cookies: nothing here depends on what a browser holds. */
const corsHeaders = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'retry-after' } as const;

function registerOperation(server: FastifyInstance, dialect: Dialect, operation: Operation, options: RegisterOptions): void {
  const { schemas } = operation;
  if (!dialect.prefixes.some((prefix) => operation.path === prefix || operation.path.startsWith(`${prefix}/`))) {
    throw new Error(`${dialect.name} ${operation.id}: ${operation.path} lies under none of its prefixes`);
  }
  if (options.validateResponses) {
    const open = openObjects(schemas.response);
    if (open.length > 0) throw new Error(`${dialect.name} ${operation.id}: the response schema leaves objects open at ${open.join(', ')}`);
  }
  const enter = async (request: FastifyRequest, coming: Promise<Entered>): Promise<void> => {
    const entered = await coming;
    if (entered.principal.operations && !entered.principal.operations.has(operation.id)) throw new CoreError('unauthenticated', 'These credentials are not for this operation.', { key: 'sign-in-again' });
    passages.set(request, { ...passages.get(request), ...entered });
  };
  const atBody = (operation.door ?? dialect.door).stage === 'body';

  server.route({
    method: operation.method,
    url: routerPath(operation.path),
    config: { operation: `${dialect.name} ${operation.id}`, takesBytes: operation.takesBytes ?? false, takesFiles: operation.takesFiles },
    ...(operation.bodyBytesMax === undefined ? {} : { bodyLimit: operation.bodyBytesMax }),
    schema: {
      ...(schemas.query && { querystring: schemas.query }),
      ...(schemas.body && { body: schemas.body }),
      ...(schemas.params && { params: schemas.params }),
      ...(operation.answersFile ? {} : { response: { [operation.status]: schemas.response } }),
    },
    onRequest: async (request, reply) => {
      if (operation.forAnyPage) for (const [name, value] of Object.entries(corsHeaders)) reply.header(name, value); // on refusals, too: a page could not read them
      if (!atBody && !operation.handleOpen) await enter(request, options.gate.enter(request, reply, dialect, operation));
    },
    preValidation: async (request, reply) => {
      if (atBody && !operation.handleOpen) await enter(request, options.gate.enter(request, reply, dialect, operation));
      passages.set(request, { ...passages.get(request), rawQuery: request.query as Tree, rawBody: request.body });
      const convert = (schema: TSchema, tree: Tree, place: 'query' | 'body' | 'params'): unknown => (dialect.convert ? dialect.convert(schema, tree, place) : tree);
      if (schemas.query) request.query = convert(schemas.query, request.query as Tree, 'query');
      if (schemas.body) request.body = convert(schemas.body, (request.body ?? {}) as Tree, 'body');
      if (operation.takesFiles) refuseStrayFiles(schemas.body, request.body);
      if (schemas.params) request.params = convert(schemas.params, request.params as Tree, 'params');
    },
    ...(options.validateResponses ? { preSerialization: checkResponse(operation) } : {}),
    handler: async (request, reply) => {
      const answer = await answerOf(request, reply, dialect, operation, options);
      if (operation.answersFile) return sendFile(request, reply, operation.status, answer as FileAnswer);
      reply.code(operation.status);
      // The framework would send a text as it is; here every answer is JSON. null is an empty body.
      if (typeof answer === 'string') reply.type('application/json; charset=utf-8').serializer((text: unknown) => JSON.stringify(text));
      return answer;
    },
  });
}

/** A POST with an Idempotency-Key runs once, and its answer is given again to whoever repeats it. */
async function answerOf(request: FastifyRequest, reply: FastifyReply, dialect: Dialect, operation: Operation, options: RegisterOptions): Promise<unknown> {
  const run = (port: ReplyPort, database: Database): Promise<unknown> => (operation.handleOpen
    ? operation.handleOpen(openCallOf(request, port, { ...options, database })) : operation.handle(callOf(request, port, dialect, { ...options, database })));
  const key = operation.method === 'POST' && !operation.answersFile && !operation.ignoresRequestKey ? readRequestKey(request.headers['idempotency-key']) : undefined;
  const secret = operation.handleOpen ? operation.keySecret?.(openCallOf(request, portOf(reply), options)) : passages.get(request)?.secret;
  if (key === undefined || secret === undefined) return run(portOf(reply), options.database);
  const asked = { method: operation.method, url: request.raw.url ?? '', body: passages.get(request)?.rawBody };
  const { answer, isRepeat } = await (operation.handleOpen ? options.openRequestKeys : options.requestKeys).runOnce(makeRequestKey({ secret, key, asked }), async (database): Promise<KeptAnswer> => {
    const headers: (readonly [string, string])[] = [];
    const port: ReplyPort = { setHeader: (name, value) => { headers.push([name, value]); }, addCookie: (text) => { headers.push(['set-cookie', text]); } };
    return { value: await run(port, database), headers };
  });
  const port = portOf(reply);
  for (const [name, value] of answer.headers) {
    if (name === 'set-cookie') port.addCookie(value);
    else port.setHeader(name, value);
  }
  if (isRepeat) reply.header('idempotency-replayed', 'true');
  return answer.value;
}

function openCallOf(request: FastifyRequest, reply: ReplyPort, { database, clock, publicUrl }: RegisterOptions): OpenCall {
  return { database, clock, query: request.query, body: request.body, params: request.params, head: headOf(request, publicUrl), reply };
}

function headOf(request: FastifyRequest, publicUrl: string | undefined): RequestHead {
  return { method: request.method, headers: request.headers, address: request.ip, base: baseUrl(request, publicUrl) };
}

function portOf(reply: FastifyReply): ReplyPort {
  return {
    setHeader: (name, value) => { reply.header(name, value); },
    addCookie: (text) => {
      const before = reply.getHeader('set-cookie');
      reply.header('set-cookie', [...(Array.isArray(before) ? before : before === undefined ? [] : [String(before)]), text]);
    },
  };
}

function callOf(request: FastifyRequest, reply: ReplyPort, dialect: Dialect, { database, clock, publicUrl }: RegisterOptions): Call {
  const { principal, rawQuery = {} } = passages.get(request) ?? {};
  if (!principal) throw new Error('a handler was reached without passing the door');
  const act: Act = {
    accountId: principal.accountId,
    actor: principal.bot ? { kind: 'bot', id: principal.bot.id, permissions: principal.permissions } : { kind: 'user', id: principal.userId, permissions: principal.permissions },
    source: `api:${dialect.name}`,
    origin: 'live',
    now: nowText(clock),
    address: request.ip,
  };
  const url = `${baseUrl(request, publicUrl)}${pathOf(request.raw.url ?? '/')}`;
  return {
    act, principal, database, clock,
    snapshot: (work, { isLong = false } = {}) => {
      const read = (more: { timeoutMs?: number }) => database.withAccount(act.accountId, work, { isolation: 'repeatable read', readOnly: true, ...more });
      return isLong ? asLongRead(() => read({ timeoutMs: longReadTimeoutMs })) : read({});
    },
    change: (work) => database.withAccount(act.accountId, work),
    query: request.query, body: request.body, params: request.params, url, rawQuery,
    head: headOf(request, publicUrl), reply,
  };
}
