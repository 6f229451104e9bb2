import { endOwnSession } from '#core/accounts/index.ts';
import { operation } from '#http/index.ts';
import { requireSession } from '../../parse/require-session.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const endSession = operation({
  id: 'sessions.end',
  method: 'DELETE',
  path: '/native/v1/me/sessions/{id}',
  tag: 'Me',
  summary: 'Signs one of the own browsers out',
  status: 204,
  params: IdParams,
  response: Empty,
  async handle({ act, change, principal, params }) {
    requireSession(principal);
    await change((tx) => endOwnSession(tx, act, params.id));
    return null;
  },
});
