import { authenticateSession, startSession, type SessionMethod } from '#core/accounts/index.ts';
import { CoreError, nowText } from '#core/kernel/index.ts';
import { operation } from '#http/index.ts';
import { heldSession } from '../../auth.ts';
import { keepSession } from '../../render/keep-session.ts';
import { renderSession } from '../../render/session.ts';
import { Session, SwitchAccount } from '../../schemas/session.ts';

export const switchAccount = operation({
  id: 'session.switchAccount',
  method: 'POST',
  path: '/native/v1/session/account',
  tag: 'Session',
  summary: 'Changes over to another account of the same person: a new session, the old one ends',
  body: SwitchAccount,
  response: Session,
  async handle({ database, clock, principal, body, head, reply }) {
    if (!principal.session) throw new CoreError('forbidden', 'A token belongs to one account.', { key: 'people-only' });
    const now = nowText(clock);
    const session = await startSession(database, {
      userId: principal.userId, accountId: body.accountId, methods: principal.session.methods as SessionMethod[], authenticatedAt: principal.session.authenticatedAt, now,
      address: head.address, userAgent: head.headers['user-agent'] ?? null, previousSession: heldSession(head),
    });
    const found = await authenticateSession(database, { secret: session.secret, now });
    if (!found) throw new CoreError('forbidden', 'You are not a member of this account.', { key: 'no-member' });
    keepSession(reply, head, clock, session);
    return renderSession(database, { ...found, session: { id: found.sessionId, methods: found.methods, authenticatedAt: found.authenticatedAt } }, head.base.startsWith('https:'));
  },
});
