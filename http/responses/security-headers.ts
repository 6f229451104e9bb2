import type { FastifyReply } from 'fastify';

/**
 * On every answer. A page of our own may set a wider Content-Security-Policy before; nobody may go without one.
 * `isHttps`: the public address is https, so browsers may be told to stay there.
 */
export function setSecurityHeaders(reply: FastifyReply, isHttps: boolean): void {
  const defaults: Record<string, string> = {
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, no-store',
    'x-request-id': reply.request.id,
    ...(isHttps ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
  for (const [name, value] of Object.entries(defaults)) if (!reply.hasHeader(name)) reply.header(name, value);
}
