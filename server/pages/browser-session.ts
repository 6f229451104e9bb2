import type { FastifyReply, FastifyRequest } from 'fastify';
import type { NewSession, SessionMethod, SessionPrincipal } from '#core/accounts/index.ts';
import { nowText, type Act } from '#core/kernel/index.ts';
import { sessionCookieName } from '#http/index.ts';
import { readCookie, setCookie } from './cookies.ts';
import type { PageContext, PagesOptions } from './page-context.ts';

/** The secret that the browser holds, alive or not. */
export function heldSession(request: FastifyRequest, { isHttps }: PageContext): string | undefined {
  return readCookie(request, sessionCookieName(isHttps));
}

/** Who is signed in, or null. */
export async function findSession(request: FastifyRequest, context: PageContext, { database, clock }: PagesOptions): Promise<SessionPrincipal | null> {
  const secret = heldSession(request, context);
  if (secret === undefined) return null;
  const { authenticateSession } = await import('#core/accounts/index.ts');
  return authenticateSession(database, { secret, now: nowText(clock) });
}

/** A new session with a new secret, whatever the browser held before. */
export async function signIn(
  request: FastifyRequest, reply: FastifyReply, context: PageContext, options: PagesOptions,
  { userId, accountId, methods }: { userId: number; accountId: number; methods: readonly SessionMethod[] },
): Promise<void> {
  const { startSession } = await import('#core/accounts/index.ts');
  const session = await startSession(options.database, {
    userId, accountId, methods, now: nowText(options.clock), address: request.ip, userAgent: request.headers['user-agent'] ?? null,
    previousSession: heldSession(request, context),
  });
  keepSession(reply, context, options, session);
}

/** Gives the browser the secret of its session. */
export function keepSession(reply: FastifyReply, { isHttps }: PageContext, { clock }: PagesOptions, session: NewSession): void {
  const maxAgeSeconds = Math.max(0, Math.floor((Date.parse(session.expiresAt) - clock.nowMs()) / 1000));
  setCookie(reply, sessionCookieName(isHttps), session.secret, { isHttps, sameSite: 'Lax', maxAgeSeconds });
}

export async function signOut(request: FastifyRequest, reply: FastifyReply, context: PageContext, { database, clock }: PagesOptions): Promise<void> {
  const { endSession } = await import('#core/accounts/index.ts');
  await endSession(database, { secret: heldSession(request, context), now: nowText(clock) });
  setCookie(reply, sessionCookieName(context.isHttps), '', { isHttps: context.isHttps, sameSite: 'Lax', maxAgeSeconds: 0 });
}

export function actOf(session: SessionPrincipal, request: FastifyRequest, { clock }: PagesOptions): Act {
  return {
    accountId: session.accountId, actor: { kind: 'user', id: session.userId, permissions: session.permissions }, source: 'pages', origin: 'live',
    now: nowText(clock), address: request.ip,
  };
}
