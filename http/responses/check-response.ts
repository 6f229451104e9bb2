import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Operation } from '../operation.ts';

/** Fails an answer that does not fit its schema exactly: a missing, mistyped or undeclared field. For tests. */
export function checkResponse(operation: Operation) {
  return async (request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> => {
    if (reply.statusCode !== operation.status) return payload;
    // As it goes over the wire: undefined and toJSON are gone.
    const wire: unknown = JSON.parse(JSON.stringify(payload ?? null));
    const check = request.compileValidationSchema(operation.schemas.response);
    if (check(wire)) return payload;
    const errors = (check.errors ?? []).slice(0, 5).map((error) => `${error.instancePath} ${error.message ?? ''} ${JSON.stringify(error.params)}`);
    throw new Error(`${operation.id} answered what its schema does not allow: ${errors.join('; ')}`);
  };
}
