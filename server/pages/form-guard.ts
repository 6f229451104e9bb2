import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readCookie, setCookie } from './cookies.ts';
import { formText, type PageContext } from './page-context.ts';

/** A form that did not come from a page of ours. */
export class ForgedForm extends Error {
  constructor() {
    super('the form did not come from a page of ours');
    this.name = 'ForgedForm';
  }
}

const cookieName = (isHttps: boolean): string => (isHttps ? '__Host-patchbay-form' : 'patchbay-form');

/**
 * The token of this browser's forms: a hash of a random cookie that no other site can read or, with SameSite=Strict, have sent. The
 * same for all forms and pages, so that two open ones do not spoil each other.
 */
export function issueFormToken(request: FastifyRequest, reply: FastifyReply, { isHttps }: PageContext): string {
  const present = readCookie(request, cookieName(isHttps));
  const secret = present !== undefined && /^[\w-]{43}$/.test(present) ? present : randomBytes(32).toString('base64url');
  if (secret !== present) setCookie(reply, cookieName(isHttps), secret, { isHttps, sameSite: 'Strict', maxAgeSeconds: null });
  return tokenOf(secret);
}

/** Throws ForgedForm unless browser and form agree that it came from here. Before anything else is done. */
export function requireOwnForm(request: FastifyRequest, context: PageContext): void {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') throw new ForgedForm();
  // A proxy may change the host we see, so where the browser named the site the origin need not match as well.
  const { origin } = request.headers;
  if (site === undefined && origin !== undefined && origin !== new URL(context.address).origin) throw new ForgedForm();
  const secret = readCookie(request, cookieName(context.isHttps));
  if (secret === undefined || !isSame(tokenOf(secret), formText(request, 'form_token'))) throw new ForgedForm();
}

function tokenOf(secret: string): string {
  return createHash('sha256').update('patchbay form\0').update(secret).digest('base64url');
}

function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
