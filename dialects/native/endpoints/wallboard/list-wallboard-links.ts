import { findWallboardLinks } from '#core/analytics/index.ts';
import { operation } from '#http/index.ts';
import { WallboardLinks } from '../../schemas/wallboard.ts';

export const listWallboardLinks = operation({
  id: 'wallboard.links.list',
  method: 'GET',
  path: '/native/v1/wallboard/links',
  tag: 'Wallboard',
  summary: 'Links that show the wallboard without a sign-in and are good now',
  response: WallboardLinks,
  handle: async ({ act, snapshot }) => ({ items: await snapshot((tx) => findWallboardLinks(tx, act)), next: null }),
});
