import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { pagePolicy, standInPage, textsFor } from '#web/claim/index.ts';

/** Shown while the pages are being built; it loads itself again. */
export function buildingPage(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const texts = textsFor(request.headers['accept-language']);
  return send(reply.header('retry-after', '2'), (nonce) => standInPage({ texts, nonce, title: texts.buildingTitle, text: texts.buildingText, address: request.url, reason: null }));
}

/** Shown where they could not be built: why, in the tool's words. They are about our sources and hold nothing of anybody. */
export function failedPage(request: FastifyRequest, reply: FastifyReply, reason: string): FastifyReply {
  const texts = textsFor(request.headers['accept-language']);
  return send(reply, (nonce) => standInPage({ texts, nonce, title: texts.buildFailedTitle, text: texts.buildFailedText, address: null, reason }));
}

function send(reply: FastifyReply, page: (nonce: string) => string): FastifyReply {
  const nonce = randomBytes(16).toString('base64');
  return reply.code(503).header('content-security-policy', pagePolicy(nonce)).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page(nonce));
}
