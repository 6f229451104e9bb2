import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { ArticleCategories, ArticleCategory, ArticleDetail, ArticleFile, ArticleRow, ArticleRows, FeedbackList, KnowledgeBase, KnowledgeBases, RenderedArticle, RevisionDiff, Revisions } from '#dialects/native/schemas/knowledge.ts';
import { ApiProblem } from './api-problem.ts';
import { apiBase, request } from './request.ts';
import { followUpload } from './running-uploads.ts';

export type { Article, ArticleCategory, ArticleDetail, ArticleRow, KnowledgeBase, RenderedArticle, RevisionDiff } from '#dialects/native/schemas/knowledge.ts';

export const sitesQuery = queryOptions({ queryKey: ['help-sites'], queryFn: ({ signal }) => request<KnowledgeBases>('/knowledge-bases', { signal }).then(({ items }): KnowledgeBase[] => items) });
export const articleCategoriesQuery = (siteId: number) => queryOptions({ queryKey: ['help-categories', siteId], queryFn: ({ signal }) => request<ArticleCategories>(`/knowledge-bases/${siteId}/categories`, { signal }).then(({ items }): ArticleCategory[] => items) });

export interface ArticleListFilter { readonly status: string; readonly locale: string; readonly categoryId: string; readonly title: string }

export const articlesQuery = (siteId: number, filter: ArticleListFilter) => infiniteQueryOptions({
  queryKey: ['help-articles', siteId, filter], initialPageParam: '',
  queryFn: ({ signal, pageParam }) => request<ArticleRows>('/articles', { query: { knowledgeBaseId: siteId, ...filter, limit: 50, cursor: pageParam }, signal }),
  getNextPageParam: ({ next }) => next ?? undefined,
});
export const articleQuery = (id: number) => queryOptions({ queryKey: ['help-article', id], queryFn: ({ signal }) => request<ArticleDetail>(`/articles/${id}`, { signal }) });
export const revisionsQuery = (id: number) => queryOptions({ queryKey: ['help-revisions', id], queryFn: ({ signal }) => request<Revisions>(`/articles/${id}/revisions`, { signal }).then(({ items }) => items) });
export const diffQuery = (id: number, from: number, to: number) => queryOptions({ queryKey: ['help-diff', id, from, to], queryFn: ({ signal }) => request<RevisionDiff>(`/articles/${id}/revisions/${to}/diff`, { query: { from }, signal }) });
export const feedbackQuery = (of: { knowledgeBaseId: number } | { articleId: number }, filter: { isHelpful: string; hasComment: string }) => infiniteQueryOptions({
  queryKey: ['help-feedback', of, filter], initialPageParam: '',
  queryFn: ({ signal, pageParam }) => request<FeedbackList>('/article-feedback', { query: { ...of, ...filter, limit: 50, cursor: pageParam }, signal }),
  getNextPageParam: ({ next }) => next ?? undefined,
});

export const renderPreview = (knowledgeBaseId: number, content: string, signal: AbortSignal): Promise<RenderedArticle> => request<RenderedArticle>('/articles/preview', { method: 'POST', json: { knowledgeBaseId, content }, signal });

/** A picture for an article; `path` is how Markdown names it. */
export const uploadPicture = (siteId: number, file: File): Promise<ArticleFile> => followUpload(sendPicture(siteId, file));

async function sendPicture(siteId: number, file: File): Promise<ArticleFile> {
  const answer = await fetch(`${apiBase}/knowledge-bases/${siteId}/files`, {
    method: 'POST', credentials: 'same-origin', headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(file.name || 'picture.png') }, body: file,
  }).catch(() => { throw new ApiProblem(0, 'offline', 'The server cannot be reached.'); });
  const body = await answer.json().catch(() => ({})) as { code?: string; detail?: string; fields?: [] };
  if (!answer.ok) throw new ApiProblem(answer.status, body.code ?? 'failed', body.detail ?? `HTTP ${answer.status}`, body.fields ?? [], body);
  return body as unknown as ArticleFile;
}

/** Where the world reads an article. */
export const publicAddress = (site: Pick<KnowledgeBase, 'slug'>, { locale, slug }: Pick<ArticleRow, 'locale' | 'slug'>): string => `/hc/${site.slug}/${locale}/articles/${encodeURIComponent(slug)}`;
