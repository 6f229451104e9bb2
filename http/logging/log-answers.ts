import type { FastifyInstance } from 'fastify';

/** One line an answer: no headers, no bodies, the URL scrubbed by the logger. Health probes are logged at debug. */
export function logAnswers(server: FastifyInstance): void {
  server.addHook('onResponse', async (request, reply) => {
    const level = request.url.startsWith('/healthz') || request.url.startsWith('/readyz') ? 'debug' : 'info';
    request.log[level]({
      method: request.method,
      url: request.url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      address: request.ip,
      operation: request.routeOptions.config.operation,
    }, 'answered');
  });
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body is taken as it is: see Operation. */
    takesBytes?: boolean;
    /** `timetoreply logs.conversations` */
    operation?: string;
    /** Multipart bodies are taken. */
    takesFiles?: boolean;
  }
}
