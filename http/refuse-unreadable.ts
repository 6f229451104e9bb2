import type { FastifyRequest } from 'fastify';
import { RequestError } from './errors/request-error.ts';
import { UnreadableQuery } from './parsing/query-string.ts';
import { limits } from './server-options.ts';

/** Before anything else looks at a request: its target must be short enough and readable. */
export async function refuseUnreadable(request: FastifyRequest): Promise<void> {
  const url = request.raw.url ?? '';
  if (url.length > limits.urlCharactersMax) throw new RequestError('uri-too-long', `The URL is longer than ${limits.urlCharactersMax} characters.`);
  if (request.raw.rawHeaders.length > 2 * limits.headersMax) throw new RequestError('headers-too-large', `More than ${limits.headersMax} headers.`);
  if (request.query instanceof UnreadableQuery) throw request.query.error;
  const path = url.split('?', 1)[0] ?? '';
  if (/%00/.test(path)) throw new RequestError('bad-request', 'The path contains a NUL character.');
}
