import { ApiProblem } from './api-problem.ts';
import type { FieldProblem } from './field-problem.ts';

export const apiBase = '/native/v1';

export type QueryValue = string | number | boolean | null | undefined;
export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly json?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** Called where the session has ended; the router goes to the sign-in page and comes back. */
let tellSignedOut: () => void = () => {};
export function onSignedOut(listener: () => void): void {
  tellSignedOut = listener;
}

/** A call of the native API by its path below /native/v1. Throws ApiProblem. The answer's shape is the server's published schema. */
export async function request<Answer>(path: string, { method = 'GET', query = {}, json, signal }: RequestOptions = {}): Promise<Answer> {
  const pairs = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== '').map(([name, value]) => [name, String(value)]);
  const url = `${apiBase}${path}${pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`}`;
  const answer = await fetch(url, {
    method, credentials: 'same-origin', cache: 'no-store',
    headers: { accept: 'application/json', ...(json === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    ...(signal ? { signal } : {}),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new ApiProblem(0, 'offline', 'The server cannot be reached.');
  });
  if (!answer.ok) throw await problemOf(answer, path);
  if (answer.status === 204) return undefined as Answer;
  return await answer.json() as Answer;
}

async function problemOf(answer: Response, path: string): Promise<ApiProblem> {
  const body = await answer.json().catch(() => ({})) as { code?: unknown; detail?: unknown; title?: unknown; fields?: unknown };
  const code = typeof body.code === 'string' ? body.code : answer.status >= 500 ? 'internal' : 'failed';
  const detail = typeof body.detail === 'string' ? body.detail : typeof body.title === 'string' ? body.title : `HTTP ${answer.status}`;
  if (answer.status === 401 && path !== '/session') tellSignedOut();
  return new ApiProblem(answer.status, code, detail, Array.isArray(body.fields) ? body.fields as FieldProblem[] : [], body);
}
