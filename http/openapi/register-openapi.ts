import type { FastifyInstance } from 'fastify';
import type { Dialect } from '../dialect.ts';
import { baseUrl, parsePublicUrl } from '../urls/base-url.ts';
import { buildOpenApi } from './build-openapi.ts';
import { operationsPage, pagePolicy } from './operations-page.ts';

export interface OpenApiOptions { readonly dialects: readonly Dialect[]; readonly version?: string; readonly publicUrl?: string | undefined }

/** `/openapi` for people, `/openapi/<dialect>.json` for programs. No secret in them, so no door before them. */
export function registerOpenApi(server: FastifyInstance, { dialects, version = '0.0.0', publicUrl }: OpenApiOptions): void {
  const page = operationsPage(dialects);
  server.get('/openapi', async (_request, reply) => (
    reply.header('content-security-policy', pagePolicy).header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page)));
  for (const dialect of dialects) {
    server.get(`/openapi/${dialect.name}.json`, async (request, reply) => {
      const serverUrl = baseUrl(request, publicUrl === undefined ? undefined : parsePublicUrl(publicUrl));
      return reply.header('cache-control', 'no-cache').send(buildOpenApi(dialect, { version, serverUrl }));
    });
  }
}
