import { archiveArticle, createArticle, findCategories, getKnowledgeBaseNamed, publishArticle } from '#core/knowledge/index.ts';
import { requirePermission, seesAll } from '#core/kernel/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { keep } from '../../kept.ts';
import { ownAgentId } from '../../parse/own-agent.ts';
import { articleStatus } from '../../parse/portal.ts';
import { renderArticle } from '../../render/portal.ts';
import { ArticleAnswer, ArticleInput } from '../../schemas/portal.ts';

export const createPortalArticle = accountOperation({
  id: 'portals.articles.create', method: 'POST', path: '/portals/{portal_id}/articles', tag: 'Help Center', summary: 'A new article of a portal',
  body: ArticleInput, response: ArticleAnswer,
  handle: ({ act, change, principal, params, body }) => change(async (tx) => {
    requirePermission(act, 'articles.write');
    const base = await getKnowledgeBaseNamed(tx, seesAll(act), params.portal_id);
    const categoryId = body.category_id ?? null;
    const category = categoryId === null ? undefined : (await findCategories(tx, seesAll(act), base.id)).find((each) => each.id === categoryId);
    const locale = body.locale ?? category?.locale;
    const described = body.meta?.['description'];
    const made = await createArticle(tx, act, base.id, {
      title: body.title, content: body.content ?? '', description: typeof described === 'string' ? described.slice(0, 1_000) : '', ...(locale !== undefined && { locale }), slug: body.slug ?? null, categoryId,
      rootId: body.associated_article_id ?? null, authorId: body.author_id ?? await ownAgentId(tx, principal.userId), ...(body.position !== undefined && { position: body.position }), meta: body.meta ?? {}, views: body.views ?? 0,
    });
    const folderId = body.folder_id ?? null;
    if (folderId !== null) await keep(tx, 'article', made.id, { folderId });
    const status = articleStatus(body.status);
    const article = status === 'published' ? await publishArticle(tx, act, made.id) : status === 'archived' ? await archiveArticle(tx, act, made.id) : made;
    const rendered = renderArticle(article, act.accountId, folderId);
    return isDeployed(principal) ? { payload: rendered } : rendered;
  }),
});
