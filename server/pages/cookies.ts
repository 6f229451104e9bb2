import type { FastifyReply, FastifyRequest } from 'fastify';
import { cookieText, readCookie as cookieOf, type CookieOptions } from '#http/index.ts';

/** Of a request: the first cookie of the name, or undefined. */
export function readCookie(request: FastifyRequest, name: string): string | undefined {
  return cookieOf(request.headers.cookie, name);
}

export function setCookie(reply: FastifyReply, name: string, value: string, options: CookieOptions): void {
  const before = reply.getHeader('set-cookie');
  reply.header('set-cookie', [...(Array.isArray(before) ? before : before === undefined ? [] : [String(before)]), cookieText(name, value, options)]);
}
