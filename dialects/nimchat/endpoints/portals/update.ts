import { changeKnowledgeBase, getKnowledgeBaseNamed } from '#core/knowledge/index.ts';
import { requirePermission, seesAll } from '#core/kernel/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { baseChange, portalMeant } from '../../parse/portal.ts';
import { Portal, PortalChange } from '../../schemas/portal.ts';
import { portalOf } from '../../views/portals.ts';

const definition = { method: 'PATCH', tag: 'Help Center', summary: 'Change a portal; what is not given stays', body: PortalChange, response: Portal } as const;

/** The document's path: which portal is told by the body. */
export const updatePortal = accountOperation({
  ...definition, id: 'portals.update', path: '/portals',
  handle: ({ act, change, body }) => change(async (tx) => {
    requirePermission(act, 'knowledge.write');
    const { id } = await portalMeant(tx, seesAll(act), body);
    return portalOf(tx, seesAll(act), await changeKnowledgeBase(tx, act, id, baseChange(body)));
  }),
});

/** The deployed product's path. */
export const updateNamedPortal = accountOperation({
  ...definition, id: 'portals.update-named', path: '/portals/{portal_id}',
  handle: ({ act, change, params, body }) => change(async (tx) => {
    requirePermission(act, 'knowledge.write');
    const { id } = await getKnowledgeBaseNamed(tx, seesAll(act), params.portal_id);
    return portalOf(tx, seesAll(act), await changeKnowledgeBase(tx, act, id, baseChange(body)));
  }),
});
