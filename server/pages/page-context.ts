import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '#core/kernel/index.ts';
import { baseUrl, type Dialect } from '#http/index.ts';
import type { Database } from '#storage/index.ts';
import { pagePolicy, textsFor, type Texts } from '#web/claim/index.ts';
import type { DemoJob } from './demo-job.ts';
import type { MailboxOutside } from './mailbox-routes.ts';

/** What the pages are made with. */
export interface PagesOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly dialects: readonly Dialect[];
  readonly publicUrl: string | undefined;
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly demo: DemoJob;
  /** Absent: nobody can connect a mailbox by a link. */
  readonly mailboxes?: MailboxOutside;
  /** Where the console is; null or absent: there is none, and `/` is the owner's page. */
  readonly consolePath?: () => string | null;
}

/** What one page needs to be shown. */
export interface PageContext {
  readonly texts: Texts;
  readonly nonce: string;
  readonly address: string;
  readonly isHttps: boolean;
}

export function pageContext(request: FastifyRequest, { publicUrl }: Pick<PagesOptions, 'publicUrl'>): PageContext {
  const address = baseUrl(request, publicUrl);
  return {
    texts: textsFor(request.headers['accept-language']),
    nonce: randomBytes(16).toString('base64'),
    address,
    isHttps: address.startsWith('https:'),
  };
}

/**
 * Sends a page with its policy. `same-origin` instead of `no-referrer`: under the latter a browser sends `Origin: null` with our own
 * forms (Fetch, "append a request Origin header"), and the check for forged ones could not tell.
 */
export function sendPage(reply: FastifyReply, { nonce }: Pick<PageContext, 'nonce'>, status: number, page: string): FastifyReply {
  return reply.code(status)
    .header('content-security-policy', pagePolicy(nonce))
    .header('referrer-policy', 'same-origin')
    .header('vary', 'accept-language, cookie')
    .type('text/html; charset=utf-8')
    .send(page);
}

/** A text field of a submitted form; '' where it is missing or no text. */
export function formText(request: FastifyRequest, name: string): string {
  const body = request.body as Record<string, unknown> | null | undefined;
  const value = body && typeof body === 'object' && Object.hasOwn(body, name) ? body[name] : '';
  return typeof value === 'string' ? value : '';
}
