import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { helpPolicy } from '#web/helpcenter/index.ts';

export interface SentPage { readonly page: string; readonly colour: string; readonly status?: number; /** Default: HTML. */ readonly type?: string; /** Not to be kept by anybody. */ readonly isPassing?: boolean }

/** A page for everybody, with its policy and the name of its content: a cache asks each time, and is told that nothing has changed. */
export function sendHelpPage(request: FastifyRequest, reply: FastifyReply, { page, colour, status = 200, type = 'text/html; charset=utf-8', isPassing = status !== 200 }: SentPage): FastifyReply {
  reply.header('content-security-policy', helpPolicy(colour)).header('referrer-policy', 'same-origin').type(type);
  if (isPassing) return reply.code(status).header('cache-control', 'no-store').send(page);
  const etag = `"${createHash('sha256').update(page).digest('base64url')}"`;
  reply.header('cache-control', 'public, max-age=0, must-revalidate').header('etag', etag);
  const known = String(request.headers['if-none-match'] ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''));
  if (known.includes(etag)) return reply.code(304).send();
  return reply.code(status).send(page);
}

/** To another address of the site; `isForGood`: search engines move with it. */
export function sendElsewhere(reply: FastifyReply, address: string, { isForGood }: { isForGood: boolean }): FastifyReply {
  return reply.header('cache-control', isForGood ? 'public, max-age=300' : 'no-store').redirect(address, isForGood ? 301 : 302);
}
