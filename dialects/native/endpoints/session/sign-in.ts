import { authenticateSession, signInByPassword } from '#core/accounts/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { CoreError, nowText } from '#core/kernel/index.ts';
import { isOwnOrigin, openOperation, type Operation } from '#http/index.ts';
import { heldSession } from '../../auth.ts';
import { keepSession } from '../../render/keep-session.ts';
import { renderSession } from '../../render/session.ts';
import { Session, SignIn } from '../../schemas/session.ts';

export const signIn = (outside: Outside): Operation => openOperation({
  id: 'session.signIn',
  method: 'POST',
  path: '/native/v1/session',
  tag: 'Session',
  summary: 'Signs a browser in: the answer sets its cookie. 401 with code `code-wanted` where a second factor is missing',
  body: SignIn,
  response: Session,
  async handle({ database, clock, body, head, reply }) {
    // Another site could sign a person in as somebody else. Programs send neither header and are not asked.
    const isBrowser = head.headers.origin !== undefined || head.headers['sec-fetch-site'] !== undefined;
    if (isBrowser && !isOwnOrigin(head)) throw new CoreError('forbidden', 'Signing in is for pages of this server.', { key: 'own-pages-only' });
    const signedIn = await signInByPassword(database, {
      ...body, address: head.address, userAgent: head.headers['user-agent'] ?? null, previousSession: heldSession(head), key: outside.key, now: nowText(clock),
    });
    if (signedIn.outcome === 'code-wanted') throw new CoreError('unauthenticated', 'The code of the second factor is missing.', { key: 'two-factor-needed', reason: 'code-wanted' });
    const { session } = signedIn;
    const found = await authenticateSession(database, { secret: session.secret, now: nowText(clock) });
    if (!found) throw new CoreError('unauthenticated', 'The e-mail or the password is wrong.', { key: 'sign-in-wrong' }); // disabled in this moment
    keepSession(reply, head, clock, session);
    return renderSession(database, { ...found, session: { id: found.sessionId, methods: found.methods, authenticatedAt: found.authenticatedAt } }, head.base.startsWith('https:'));
  },
});
