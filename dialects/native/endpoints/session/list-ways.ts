import type { Outside } from '#core/channels/index.ts';
import { openOperation, type Operation } from '#http/index.ts';
import { SignInWays } from '../../schemas/session.ts';

export const listWays = ({ house }: Outside): Operation => openOperation({
  id: 'session.ways',
  method: 'GET',
  path: '/native/v1/session/ways',
  tag: 'Session',
  summary: 'Open to everybody: what the sign-in page may offer',
  response: SignInWays,
  handle: async () => ({ passwordReset: house.passwordReset !== null }),
});
