import { operation } from '#http/index.ts';
import { renderSession } from '../../render/session.ts';
import { Session } from '../../schemas/session.ts';

export const getSession = operation({
  id: 'session.get',
  method: 'GET',
  path: '/native/v1/session',
  tag: 'Session',
  summary: 'Who calls, in which account, with which permissions',
  response: Session,
  handle: ({ database, principal, head }) => renderSession(database, principal, head.base.startsWith('https:')),
});
