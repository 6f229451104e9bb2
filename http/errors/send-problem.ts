import type { FastifyReply } from 'fastify';
import type { Dialect } from '../dialect.ts';
import { plainErrors } from './plain-errors.ts';
import type { Problem } from './problem.ts';

/** Answers with a problem in the shape of the path's owner. */
export function sendProblem(reply: FastifyReply, owner: Dialect | null, problem: Problem): FastifyReply {
  const { status, body, headers } = (owner?.errors ?? plainErrors)[problem.code](problem);
  if (problem.retryAfterSeconds !== undefined) reply.header('retry-after', String(problem.retryAfterSeconds));
  if (problem.allowed) reply.header('allow', problem.allowed.join(', '));
  for (const [name, value] of Object.entries(headers ?? {})) reply.header(name, value);
  // The status of a problem has no declared schema: written as it is.
  return reply.code(status).type(headers?.['content-type'] ?? 'application/json; charset=utf-8').serializer((value: unknown) => JSON.stringify(value)).send(body);
}
