import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { FastifyInstance } from 'fastify';

const channel = 'fastify.initialization';

/**
 * Runs `make` and notes every route that the servers made in it register, as `GET /claim/:secret`, HEAD included: the router's own table, not
 * a list that somebody keeps. Routes that are added later are noted, too.
 */
export function recordRoutes<T>(make: () => T): { readonly made: T; readonly routes: ReadonlySet<string> } {
  const routes = new Set<string>();
  const listen = (message: unknown): void => {
    const { fastify } = message as { fastify: FastifyInstance };
    fastify.addHook('onRoute', ({ method, url }) => {
      for (const one of Array.isArray(method) ? method : [method]) routes.add(`${one} ${url}`);
    });
  };
  subscribe(channel, listen);
  try {
    return { made: make(), routes };
  } finally {
    unsubscribe(channel, listen);
  }
}
