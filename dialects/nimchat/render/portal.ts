import type { Article, ArticleCategory, KnowledgeBase } from '#core/knowledge/index.ts';

export function renderCategory({ id, description, locale, name, slug, position, knowledgeBaseId, rootId, parentId }: ArticleCategory, accountId: number) {
  return { id, description, locale, name, slug, position, portal_id: knowledgeBaseId, account_id: accountId, associated_category_id: rootId, parent_category_id: parentId };
}

export function renderArticle({ id, content, meta, position, status, title, slug, views, knowledgeBaseId, authorId, categoryId, rootId }: Article, accountId: number, folderId: number | null) {
  return {
    id, content, meta: { ...meta }, position, status, title, slug, views, portal_id: knowledgeBaseId, account_id: accountId, author_id: authorId, category_id: categoryId, folder_id: folderId, associated_article_id: rootId,
  };
}

export function renderPortal(base: KnowledgeBase, accountId: number, { categories, articles, folders }: { categories: readonly ArticleCategory[]; articles: readonly Article[]; folders: ReadonlyMap<number, { folderId?: number | null }> }) {
  return {
    id: base.id, archived: base.archivedAt !== null, color: base.colour, config: { allowed_locales: base.locales, default_locale: base.defaultLocale }, custom_domain: base.customDomain,
    header_text: base.headerText, homepage_link: base.homepageLink, name: base.name, slug: base.slug, page_title: base.pageTitle, account_id: accountId,
    categories: categories.map((each) => renderCategory(each, accountId)), articles: articles.map((each) => renderArticle(each, accountId, folders.get(each.id)?.folderId ?? null)),
  };
}
