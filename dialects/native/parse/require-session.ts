import { CoreError } from '#core/kernel/index.ts';
import type { Principal } from '#http/index.ts';

/** The browser's session; `forbidden` for a token: what concerns one's own sign-in is for the person alone. */
export function requireSession({ session }: Pick<Principal, 'session'>): NonNullable<Principal['session']> {
  if (!session) throw new CoreError('forbidden', 'This is for a person who is signed in, not for a token.', { key: 'people-only' });
  return session;
}
