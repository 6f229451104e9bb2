import { createCategory, getKnowledgeBaseNamed } from '#core/knowledge/index.ts';
import { requirePermission, seesAll } from '#core/kernel/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { renderCategory } from '../../render/portal.ts';
import { CategoryAnswer, CategoryInput } from '../../schemas/portal.ts';

export const createPortalCategory = accountOperation({
  id: 'portals.categories.create', method: 'POST', path: '/portals/{portal_id}/categories', tag: 'Help Center', summary: 'A new category of a portal',
  body: CategoryInput, response: CategoryAnswer,
  handle: ({ act, change, principal, params, body: { name, description, locale, slug, position, associated_category_id: rootId, parent_category_id: parentId } }) => change(async (tx) => {
    requirePermission(act, 'articles.write');
    const { id } = await getKnowledgeBaseNamed(tx, seesAll(act), params.portal_id);
    const made = await createCategory(tx, act, id, {
      name, description: description ?? null, ...(locale !== undefined && { locale }), slug: slug ?? null, ...(position !== undefined && { position }), rootId: rootId ?? null, parentId: parentId ?? null,
    });
    const rendered = renderCategory(made, act.accountId);
    return isDeployed(principal) ? { payload: rendered } : rendered;
  }),
});
