import { revokeWallboardLink as revoke } from '#core/analytics/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const revokeWallboardLink = operation({
  id: 'wallboard.links.revoke',
  method: 'DELETE',
  path: '/native/v1/wallboard/links/{id}',
  tag: 'Wallboard',
  summary: 'The link is worth nothing from now on',
  status: 204,
  params: IdParams,
  response: Empty,
  async handle({ act, change, params }) {
    await change((tx) => revoke(tx, act, params.id));
    return null;
  },
});
