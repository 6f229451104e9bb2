import type { Outside } from '#core/channels/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { Apis } from '../../schemas/tokens.ts';

export const listApis = ({ house }: Outside): Operation => operation({
  id: 'apis.list',
  method: 'GET',
  path: '/native/v1/apis',
  tag: 'Tokens',
  summary: 'The APIs that tokens are made for',
  response: Apis,
  handle: async () => ({ items: house.apis().map(({ name, title }) => ({ name, title })), next: null }),
});
