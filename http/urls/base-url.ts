import type { FastifyRequest } from 'fastify';

const hostPattern = /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

/**
 * Where the caller reaches us, without a slash at the end: the configured public URL, else the scheme and host of the request.
 * Forwarded headers count only from trusted proxies (the framework sees to that); a host that is not one is never repeated.
 */
export function baseUrl(request: FastifyRequest, publicUrl: string | undefined): string {
  if (publicUrl !== undefined) return publicUrl.replace(/\/+$/, '');
  const host = hostPattern.test(request.host) ? request.host : 'localhost';
  return `${request.protocol === 'https' ? 'https' : 'http'}://${host}`;
}

/** Checks a configured public URL: http(s), no credentials, query or fragment. */
export function parsePublicUrl(text: string): string {
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new RangeError(`not a public URL: it must be http(s)://host[:port][/path] (${url.protocol}//${url.host})`);
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
