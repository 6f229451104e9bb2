import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as a stand-in sees it. */
export interface Asked {
  readonly method: string;
  /** Decoded, part by part. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Answered { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string | Uint8Array }

/** What happens instead of an answer: the connection is cut, or something else is answered. */
export type Fault = 'cut' | Answered;

export interface StandIn {
  readonly url: string;
  /** What was asked that the vendor's documentation does not have, in words. A test ends with none. */
  readonly refusals: string[];
  /** Every request, in order: `GET /v1.0/users`. */
  readonly asked: string[];
  /** Looked at before each request: a fault takes the place of its answer. */
  fault: (asked: Asked) => Fault | null;
  close(): Promise<void>;
}

/** Thrown by a stand-in for a request that the documentation does not have. */
export class Undocumented extends Error {}

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answered {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

/** Exactly these query parameters, no other and none twice. */
export function requireQuery({ query, path }: Asked, names: readonly string[], optional: readonly string[] = []): void {
  const given = [...query.keys()];
  const unknown = given.filter((name, at) => !(names.includes(name) || optional.includes(name)) || given.indexOf(name) !== at);
  const missing = names.filter((name) => !query.has(name));
  if (unknown.length > 0 || missing.length > 0) throw new Undocumented(`query of /${path.join('/')}: not documented: ${unknown.join(', ')}; missing: ${missing.join(', ')}`);
}

export function requireHeader({ headers, path }: Asked, name: string, value: string | RegExp): void {
  const given = headers[name];
  if (typeof given !== 'string' || !(typeof value === 'string' ? given === value : value.test(given))) throw new Undocumented(`header ${name} of /${path.join('/')}: ${String(given)}`);
}

/** Headers that HTTP itself brings along; of others a stand-in must say which it takes. */
const ofHttp = ['host', 'connection', 'content-length', 'transfer-encoding'];

export function requireOnlyHeaders({ headers, path }: Asked, names: readonly string[]): void {
  const unknown = Object.keys(headers).filter((name) => !ofHttp.includes(name) && !names.includes(name));
  if (unknown.length > 0) throw new Undocumented(`headers of /${path.join('/')}: ${unknown.join(', ')}`);
}

type Shape = 'string' | readonly Shape[] | { readonly [name: string]: Shape };

/** A JSON body of exactly this shape: no name more, none less, a string where `string` stands. `optional`: names at the top that may stand there. */
export function requireExactJson<T>({ body, path }: Asked, shape: { readonly [name: string]: Shape }, optional: { readonly [name: string]: Shape } = {}): T {
  const parsed = JSON.parse(body) as Record<string, unknown>;
  const present = Object.fromEntries(Object.entries(optional).filter(([name]) => name in parsed));
  if (!isOfShape(parsed, { ...shape, ...present })) throw new Undocumented(`body of /${path.join('/')}: ${body.slice(0, 300)}`);
  return parsed as T;
}

function isOfShape(value: unknown, shape: Shape): boolean {
  if (typeof shape === 'string') return typeof value === shape;
  if (typeof value !== 'object' || value === null || Array.isArray(value) !== Array.isArray(shape)) return false;
  const [given, wanted] = [Object.entries(value), Object.entries(shape)] as const;
  return given.length === wanted.length && given.every(([name, part]) => wanted.some(([other, wants]) => other === name && isOfShape(part, wants)));
}

/** Speaks HTTP on a free port of this machine. `answer` throws `Undocumented` for what is not documented. */
export async function startStandIn(answer: (asked: Asked) => Answered): Promise<StandIn> {
  const standIn: Omit<StandIn, 'url' | 'close'> & { url: string } = { url: '', refusals: [], asked: [], fault: () => null };
  const server = createServer((request, response) => { void handle(request, response); });
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const { pathname, searchParams } = new URL(request.url ?? '/', standIn.url);
    const asked: Asked = { method: request.method ?? '', path: pathname.split('/').slice(1).map(decodeURIComponent), query: searchParams, headers: request.headers, body: Buffer.concat(chunks).toString('utf8') };
    standIn.asked.push(`${asked.method} ${pathname}`);
    const fault = standIn.fault(asked);
    if (fault === 'cut') { response.destroy(); return; }
    const answered = fault ?? tryTo(() => answer(asked));
    response.writeHead(answered.status, answered.headers).end(answered.body);
  }
  function tryTo(work: () => Answered): Answered {
    try {
      return work();
    } catch (error) {
      standIn.refusals.push(error instanceof Undocumented ? error.message : String(error));
      return { status: 400, body: 'not documented' };
    }
  }
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  standIn.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(standIn, {
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
