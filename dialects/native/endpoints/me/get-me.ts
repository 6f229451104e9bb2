import { operation } from '#http/index.ts';
import { readMe } from '../../parse/read-me.ts';
import { Me } from '../../schemas/me.ts';

export const getMe = operation({
  id: 'me.get',
  method: 'GET',
  path: '/native/v1/me',
  tag: 'Me',
  summary: 'Who calls',
  response: Me,
  handle: ({ act, snapshot, principal }) => snapshot((tx) => readMe(tx, act, principal.userId)),
});
