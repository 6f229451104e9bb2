import type { Outside } from '#core/channels/index.ts';
import type { Operation } from '#http/index.ts';
import { changeArticleCategory } from './endpoints/article-categories/change-article-category.ts';
import { createArticleCategory } from './endpoints/article-categories/create-article-category.ts';
import { deleteArticleCategory } from './endpoints/article-categories/delete-article-category.ts';
import { listArticleCategories } from './endpoints/article-categories/list-article-categories.ts';
import { orderArticleCategories } from './endpoints/article-categories/order-article-categories.ts';
import { getArticleFile } from './endpoints/article-files/get-article-file.ts';
import { uploadArticleFile } from './endpoints/article-files/upload-article-file.ts';
import { diffRevisions } from './endpoints/article-revisions/diff-revisions.ts';
import { getRevision } from './endpoints/article-revisions/get-revision.ts';
import { listRevisions } from './endpoints/article-revisions/list-revisions.ts';
import { restoreRevision } from './endpoints/article-revisions/restore-revision.ts';
import { archiveArticle } from './endpoints/articles/archive-article.ts';
import { createArticle } from './endpoints/articles/create-article.ts';
import { deleteArticle } from './endpoints/articles/delete-article.ts';
import { getArticle } from './endpoints/articles/get-article.ts';
import { listArticles } from './endpoints/articles/list-articles.ts';
import { listArticleFeedback } from './endpoints/articles/list-article-feedback.ts';
import { orderArticles } from './endpoints/articles/order-articles.ts';
import { previewArticle } from './endpoints/articles/preview-article.ts';
import { publishArticle } from './endpoints/articles/publish-article.ts';
import { saveArticle } from './endpoints/articles/save-article.ts';
import { scheduleArticle } from './endpoints/articles/schedule-article.ts';
import { searchArticles } from './endpoints/articles/search-articles.ts';
import { unpublishArticle } from './endpoints/articles/unpublish-article.ts';
import { changeKnowledgeBase } from './endpoints/knowledge-bases/change-knowledge-base.ts';
import { checkDomain } from './endpoints/knowledge-bases/check-domain.ts';
import { createKnowledgeBase } from './endpoints/knowledge-bases/create-knowledge-base.ts';
import { deleteKnowledgeBase } from './endpoints/knowledge-bases/delete-knowledge-base.ts';
import { getKnowledgeBase } from './endpoints/knowledge-bases/get-knowledge-base.ts';
import { listKnowledgeBases } from './endpoints/knowledge-bases/list-knowledge-bases.ts';

/** The help centre: sites, categories, articles with their revisions, pictures, search and what readers said. */
export const knowledgeOperations = (outside: Outside): readonly Operation[] => [
  listKnowledgeBases, createKnowledgeBase, getKnowledgeBase, changeKnowledgeBase, deleteKnowledgeBase, checkDomain(outside),
  listArticleCategories, createArticleCategory, orderArticleCategories, changeArticleCategory, deleteArticleCategory,
  listArticles, createArticle, searchArticles, previewArticle(outside), getArticle, saveArticle, deleteArticle, publishArticle, unpublishArticle, archiveArticle, scheduleArticle, orderArticles,
  listRevisions, getRevision, diffRevisions, restoreRevision, listArticleFeedback, uploadArticleFile(outside), getArticleFile(outside),
];
