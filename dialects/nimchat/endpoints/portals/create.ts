import { createKnowledgeBase } from '#core/knowledge/index.ts';
import { seesAll } from '#core/kernel/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { baseChange } from '../../parse/portal.ts';
import { Portal, PortalInput } from '../../schemas/portal.ts';
import { portalOf } from '../../views/portals.ts';

export const createPortal = accountOperation({
  id: 'portals.create', method: 'POST', path: '/portals', tag: 'Help Center', summary: 'A new portal',
  body: PortalInput, response: Portal,
  handle: ({ act, change, body }) => change(async (tx) => portalOf(tx, seesAll(act), await createKnowledgeBase(tx, act, { ...baseChange(body), name: body.name, slug: body.slug }))),
});
