import { changePassword as change, startSession, type SessionMethod } from '#core/accounts/index.ts';
import { nowText } from '#core/kernel/index.ts';
import { operation } from '#http/index.ts';
import { heldSession } from '../../auth.ts';
import { requireSession } from '../../parse/require-session.ts';
import { keepSession } from '../../render/keep-session.ts';
import { PasswordChange, PasswordChanged } from '../../schemas/me.ts';

export const changePassword = operation({
  id: 'me.changePassword',
  method: 'POST',
  path: '/native/v1/me/password',
  tag: 'Me',
  summary: 'Another password, with the present one. All sessions end; this browser gets a new one. API tokens stay: the answer says how many',
  body: PasswordChange,
  response: PasswordChanged,
  async handle({ act, database, clock, principal, body, head, reply }) {
    const { methods } = requireSession(principal);
    const { userId, accountId } = principal;
    const { tokensLeft } = await change(database, act, { userId, ...body });
    const session = await startSession(database, {
      userId, accountId, methods: methods as SessionMethod[], now: nowText(clock), address: head.address, userAgent: head.headers['user-agent'] ?? null, previousSession: heldSession(head),
    });
    keepSession(reply, head, clock, session);
    return { tokensLeft };
  },
});
