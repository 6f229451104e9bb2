import { confirmPassword } from '#core/accounts/index.ts';
import { CoreError, invalid } from '#core/kernel/index.ts';
import { leaveAccount as leave } from '#core/people/index.ts';
import { operation } from '#http/index.ts';
import { requireSession } from '../../parse/require-session.ts';
import { LeaveAccount } from '../../schemas/me.ts';
import { Empty } from '../../schemas/shared.ts';

export const leaveAccount = operation({
  id: 'me.leave',
  method: 'POST',
  path: '/native/v1/me/leave',
  tag: 'Me',
  summary: 'Leaves the account, with the own password: sessions and tokens in it end, what was answered stays. Who is in no other account is forgotten. Never the last owner (409)',
  status: 204,
  body: LeaveAccount,
  response: Empty,
  async handle({ act, change, database, principal, body: { password } }) {
    requireSession(principal);
    await confirmPassword(database, act, { userId: principal.userId, password }).catch((error: unknown) => { throw isWrong(error) ? invalid('password', 'is wrong', 'password-wrong') : error; });
    await change((tx) => leave(tx, act));
    return null;
  },
});

/** A wrong password is wrong input here: 401 would tell a browser that its session is over. */
const isWrong = (error: unknown): boolean => error instanceof CoreError && error.code === 'unauthenticated';
