import type { FastifyInstance } from 'fastify';

const sweepMs = 100;

/** Takes no more requests, lets those under way finish, and cuts what is left after `graceMs`. Connections whose answer had begun before are closed once it has gone. */
export async function closeServer(server: FastifyInstance, { graceMs = 10_000 }: { graceMs?: number } = {}): Promise<void> {
  const cut = setTimeout(() => server.server.closeAllConnections(), graceMs);
  cut.unref();
  const sweep = setInterval(() => server.server.closeIdleConnections(), sweepMs);
  try {
    await server.close();
  } finally {
    clearTimeout(cut);
    clearInterval(sweep);
  }
}
