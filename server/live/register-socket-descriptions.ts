import type { FastifyInstance } from 'fastify';
import { baseUrl, parsePublicUrl } from '#http/index.ts';
import { describeSocket, sockets } from './describe-sockets.ts';

/** `/asyncapi/live.json` and `/asyncapi/cable.json`, beside `/openapi`. No secret in them, so no door before them. */
export function registerSocketDescriptions(server: FastifyInstance, { version, publicUrl }: { readonly version: string; readonly publicUrl: string | undefined }): void {
  const own = publicUrl === undefined ? undefined : parsePublicUrl(publicUrl);
  for (const name of Object.keys(sockets)) {
    server.get(`/asyncapi/${name}.json`, async (request, reply) => reply.header('cache-control', 'no-cache').send(describeSocket(name, { version, baseUrl: baseUrl(request, own) })));
  }
}
