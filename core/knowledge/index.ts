export type { DomainProblem, DomainProof, KnowledgeBase } from './bases/knowledge-base.ts';
export { getDomainQuestion, recordDomainCheck } from './bases/domain-proof.ts';
export { askAgainHours, checkDomainByHand, findDomainsToAsk, findDomainWarning, recheckDomain, type DomainAnswer, type DomainToAsk } from './bases/recheck-domain.ts';
export { domainGraceDays } from './bases/knowledge-base.ts';
export { localesMax, type BaseInput } from './bases/check-base.ts';
export { createKnowledgeBase } from './bases/create-knowledge-base.ts';
export { changeKnowledgeBase } from './bases/change-knowledge-base.ts';
export { deleteKnowledgeBase } from './bases/delete-knowledge-base.ts';
export { findBaseAddress, findBaseDomains, findFirstPublicBase, findKnowledgeBases, findPublicBase, getKnowledgeBase, getKnowledgeBaseNamed, type BaseAddress } from './bases/find-knowledge-bases.ts';
export { categoryKinds, type ArticleCategory, type CategoryKind } from './categories/category.ts';
export { createCategory, type CategoryInput } from './categories/create-category.ts';
export { changeCategory } from './categories/change-category.ts';
export { deleteCategory } from './categories/delete-category.ts';
export { orderCategories } from './categories/order-categories.ts';
export { findCategories } from './categories/find-categories.ts';
export { articleKinds, articleStatuses, contentMax, descriptionMax, titleMax, type Article, type ArticleKind, type ArticleRow, type ArticleStatus } from './articles/article.ts';
export { createArticle, type ArticleInput } from './articles/create-article.ts';
export { saveArticle, type ArticleChange } from './articles/save-article.ts';
export { archiveArticle, publishArticle, unpublishArticle } from './articles/publish-article.ts';
export { publishDueArticles, scheduleArticle } from './articles/schedule-article.ts';
export { deleteArticle } from './articles/delete-article.ts';
export { orderArticles } from './articles/order-articles.ts';
export { findArticles, findArticlesWithTexts, findTranslations, getArticle, type ArticleFilter, type ArticlePlace } from './articles/find-articles.ts';
export { findRevisions, getRevision, type Revision, type RevisionRow } from './revisions/find-revisions.ts';
export { restoreRevision } from './revisions/restore-revision.ts';
export { diffLines, type DiffPart } from './revisions/diff-lines.ts';
export { searchArticles, searchPublished, type ArticleHit, type ArticleSearchResult } from './search/search-articles.ts';
export {
  findPopularArticles, findPublicAddresses, findPublicArticle, findPublicArticleAnywhere, findPublicArticles, findPublicCategories, findPublicTranslations, findRedirect,
  type PublicArticle, type PublicArticleRow, type PublicCategory, type PublicPlace,
} from './public/find-public.ts';
export { countViews } from './feedback/count-views.ts';
export { giveFeedback, type FeedbackInput } from './feedback/give-feedback.ts';
export { findFeedback, getArticleReport, type ArticleReport, type Feedback } from './feedback/find-feedback.ts';
export { addArticleFile, articleFileBytesMax, findPublicFile, getArticleFile, storeArticleFile, type ArticleFile } from './files/article-files.ts';
export { createArticleRenderer, type ArticleRenderer } from './render/article-renderer.ts';
export type { ArticleHeading, RenderedArticle } from './render/render-article.ts';
