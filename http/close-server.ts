import type { FastifyInstance } from 'fastify';

/** Takes no more requests, lets those under way finish, and cuts what is left after `graceMs`. */
export async function closeServer(server: FastifyInstance, { graceMs = 10_000 }: { graceMs?: number } = {}): Promise<void> {
  const cut = setTimeout(() => server.server.closeAllConnections(), graceMs);
  cut.unref();
  try {
    await server.close();
  } finally {
    clearTimeout(cut);
  }
}
