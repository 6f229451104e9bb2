import type { NewSession } from '#core/accounts/index.ts';
import type { Clock } from '#core/kernel/index.ts';
import { cookieText, sessionCookieName, type ReplyPort, type RequestHead } from '#http/index.ts';

/** Gives the browser the secret of its session; null takes it away. */
export function keepSession(reply: ReplyPort, { base }: Pick<RequestHead, 'base'>, clock: Clock, session: NewSession | null): void {
  const isHttps = base.startsWith('https:');
  const maxAgeSeconds = session === null ? 0 : Math.max(0, Math.floor((Date.parse(session.expiresAt) - clock.nowMs()) / 1000));
  reply.addCookie(cookieText(sessionCookieName(isHttps), session?.secret ?? '', { isHttps, sameSite: 'Lax', maxAgeSeconds }));
}
