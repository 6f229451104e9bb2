import { findKnowledgeBases } from '#core/knowledge/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { Portals } from '../../schemas/portal.ts';
import { portalOf } from '../../views/portals.ts';

export const listPortals = accountOperation({
  id: 'portals.list', method: 'GET', path: '/portals', tag: 'Help Center', summary: 'All portals with their categories and articles',
  response: Portals,
  handle: ({ act, snapshot, principal }) => snapshot(async (tx) => {
    const portals = [];
    for (const base of await findKnowledgeBases(tx, act)) portals.push(await portalOf(tx, act, base));
    return isDeployed(principal) ? { payload: portals, meta: { current_page: 1, portals_count: portals.length } } : portals;
  }),
});
