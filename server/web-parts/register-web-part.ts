import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { buildingPage, failedPage } from './standing-in-page.ts';
import type { HeldWebPart } from './hold-web-part.ts';
import type { Build, BuiltFile } from './read-build.ts';

/**
 * Nothing inline, nothing from elsewhere. Images: our own, those a script made, and those a person pastes. Frames: mail, which brings its own,
 * stricter policy. HTML becomes a tree in two named places only, both of the composer: a kept draft, and what is pasted. One script may be named as a service worker (web/console/app/push-worker-address.ts).
 */
export const webPartPolicy: string = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:", "font-src 'self'", "connect-src 'self'", "frame-src 'self'", "worker-src 'self'",
  "manifest-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'", 'trusted-types patchbay-inert patchbay-worker ProseMirrorClipboard',
].join('; ');

/** `/app`, and everything below it: a file of the build, else the page, which finds its own way by the address. */
export function registerWebPart(server: FastifyInstance, held: HeldWebPart): void {
  const { path } = held.part;
  const answer = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const state = held.state();
    switch (state.kind) {
      case 'ready': return sendFrom(state.build, request, reply);
      case 'failed': return failedPage(request, reply, state.reason);
      case 'absent':
      case 'building': return buildingPage(request, reply);
    }
  };
  server.get(path, answer);
  server.get(`${path}/*`, answer);
}

function sendFrom(build: Build, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const below = (request.params as { '*'?: string })['*'] ?? '';
  const file = build.get(below);
  if (file && below !== 'index.html') return sendBuiltFile(file, request, reply);
  // A file of an older build: the page would be no answer to it, and the browser would take it for a script.
  if (/^assets\/|\.\w+$/.test(below)) return reply.code(404).type('text/plain; charset=utf-8').send('There is no such file.\n');
  return sendIndex(build, reply);
}

function sendIndex(build: Build, reply: FastifyReply): FastifyReply {
  return reply.code(200)
    .header('content-security-policy', webPartPolicy)
    .header('cross-origin-opener-policy', 'same-origin')
    .header('referrer-policy', 'same-origin')
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(build.get('index.html')?.bytes ?? Buffer.alloc(0));
}

/** A file of a build as browsers keep it: for ever where its name changes with it, compressed where they take that. */
export function sendBuiltFile(file: BuiltFile, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.header('etag', file.etag)
    .header('vary', 'accept-encoding')
    .header('cache-control', file.isImmutable ? 'public, max-age=31536000, immutable' : 'public, max-age=300')
    .type(file.mediaType);
  if (request.headers['if-none-match'] === file.etag) return reply.code(304).send();
  const accepted = String(request.headers['accept-encoding'] ?? '');
  if (file.br && /\bbr\b/.test(accepted)) return reply.header('content-encoding', 'br').send(file.br);
  if (file.gzip && /\bgzip\b/.test(accepted)) return reply.header('content-encoding', 'gzip').send(file.gzip);
  return reply.send(file.bytes);
}
