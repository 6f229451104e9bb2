import { Type, type Static } from '@sinclair/typebox';
import { pageQuery } from '../paging.ts';
import { Headline } from './search.ts';
import { Closed, Id, Instant, Nullable, OneOf, Text } from './shared.ts';

const Locale = Type.String({ maxLength: 35, description: 'BCP 47: de, pt-BR' });
const Slug = Type.String({ maxLength: 100, description: 'Stands in the address' });
const Position = Type.Integer({ minimum: 0, maximum: 1_000_000 });
const Version = Type.Integer({ minimum: 1, description: 'The one that was seen; 409 (code stale) where it is another by now' });
const Status = OneOf(['draft', 'published', 'archived']);
const Meta = Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: {}, description: 'tags: to be found by; 16 kB at most' });
const MetaInput = Type.Unsafe<Record<string, unknown>>({
  type: 'object', additionalProperties: { anyOf: [{ type: ['string', 'number', 'boolean', 'null'] }, { type: 'array', items: { type: 'string' }, maxItems: 100 }] }, description: 'Words, numbers and lists of words by name; tags: to be found by. 16 kB at most',
});
const ArticleKind = OneOf(['article', 'topic', 'suggestion']);
const CategoryKind = OneOf(['category', 'forum', 'suggestions']);

const DomainProof = Closed({
  state: OneOf(['unproved', 'proved', 'failed'], { description: 'proved: the site is served under its host name' }), recordName: Type.String({ description: 'Of the TXT record that proves it' }), recordText: Type.String(),
  problem: Nullable(OneOf(['no-record', 'other-record', 'no-answer', 'taken'], { description: 'Of the last check' })), checkedAt: Nullable(Instant),
  /** Of a proved name whose record is gone: until when the site is served there all the same. */
  servedUntil: Nullable(Instant),
});
export const KnowledgeBase = Closed({
  id: Id, slug: Type.String(), name: Type.String(), colour: Type.String({ description: '#rrggbb' }), headerText: Nullable(Type.String()), pageTitle: Nullable(Type.String()), homepageLink: Nullable(Type.String()),
  customDomain: Nullable(Type.String()), domainProof: Nullable(DomainProof), logoKey: Nullable(Type.String({ description: 'The key of one of its pictures' })), locales: Type.Array(Type.String()), defaultLocale: Type.String(),
  createdAt: Instant, updatedAt: Instant, archivedAt: Nullable(Instant),
});
export type KnowledgeBase = Static<typeof KnowledgeBase>;
export const KnowledgeBases = Closed({ items: Type.Array(KnowledgeBase), next: Type.Null() });
export type KnowledgeBases = Static<typeof KnowledgeBases>;

const baseSettings = {
  colour: Type.Optional(Nullable(Text(20))), headerText: Type.Optional(Nullable(Text(300))), pageTitle: Type.Optional(Nullable(Text(100))), homepageLink: Type.Optional(Nullable(Text(2_000))),
  customDomain: Type.Optional(Nullable(Text(300, { description: 'A host name; served once it is proved' }))), locales: Type.Optional(Type.Array(Locale, { minItems: 1, maxItems: 50 })), defaultLocale: Type.Optional(Locale),
  isArchived: Type.Optional(Type.Boolean()),
};
export const NewKnowledgeBase = Closed({ name: Text(100), slug: Slug, ...baseSettings });
export const KnowledgeBaseChange = Closed({ name: Type.Optional(Text(100)), slug: Type.Optional(Slug), logoKey: Type.Optional(Nullable(Text(30))), ...baseSettings });

export const ArticleCategory = Closed({
  id: Id, knowledgeBaseId: Id, parentId: Nullable(Id), rootId: Nullable(Type.Integer({ description: 'The category of which it is the translation' })), kind: CategoryKind, locale: Type.String(), slug: Type.String(), name: Type.String(),
  description: Nullable(Type.String()), position: Type.Integer(), createdAt: Instant, updatedAt: Instant,
});
export type ArticleCategory = Static<typeof ArticleCategory>;
export const ArticleCategories = Closed({ items: Type.Array(ArticleCategory), next: Type.Null() });
export type ArticleCategories = Static<typeof ArticleCategories>;
const categorySettings = { description: Type.Optional(Nullable(Text(1_000))), slug: Type.Optional(Slug), position: Type.Optional(Position), parentId: Type.Optional(Nullable(Id)), rootId: Type.Optional(Nullable(Id)) };
export const NewArticleCategory = Closed({ name: Text(200), kind: Type.Optional(CategoryKind), locale: Type.Optional(Locale), ...categorySettings });
export const ArticleCategoryChange = Closed({ name: Type.Optional(Text(200)), ...categorySettings });
export const CategoryOrder = Closed({ locale: Locale, parentId: Type.Optional(Nullable(Id)), ids: Type.Array(Id, { maxItems: 2_000 }) });

const articleFields = {
  id: Id, knowledgeBaseId: Id, categoryId: Nullable(Id), rootId: Nullable(Type.Integer({ description: 'The article of which it is the translation' })), kind: ArticleKind, locale: Type.String(), slug: Type.String(), status: Status,
  title: Type.String({ description: 'Of the newest revision' }), position: Type.Integer(), meta: Meta, authorId: Nullable(Type.Integer({ description: 'An agent' })), version: Type.Integer(), headRevision: Type.Integer(),
  publishedRevision: Nullable(Type.Integer({ description: 'Less than headRevision: there are changes that nobody outside reads yet' })), publishAt: Nullable(Instant), publishedAt: Nullable(Instant), createdAt: Instant, updatedAt: Instant,
  views: Type.Integer(), helpful: Type.Integer(), unhelpful: Type.Integer(),
};
export const ArticleRow = Closed(articleFields);
export type ArticleRow = Static<typeof ArticleRow>;
export const ArticleRows = Closed({ items: Type.Array(ArticleRow), next: Nullable(Type.String()) });
export type ArticleRows = Static<typeof ArticleRows>;
export const Article = Closed({ ...articleFields, description: Type.String(), content: Type.String({ description: 'Markdown' }) });
export type Article = Static<typeof Article>;
export const ArticleDetail = Closed({
  ...articleFields, description: Type.String(), content: Type.String({ description: 'Markdown' }),
  translations: Type.Array(Closed({ id: Id, locale: Type.String(), status: Status, title: Type.String() }), { description: 'Itself included' }),
  viewsByDay: Type.Array(Closed({ day: Type.String(), views: Type.Integer() }), { description: 'The last 90 days (UTC), those without views left out' }),
});
export type ArticleDetail = Static<typeof ArticleDetail>;
export const ArticlesQuery = Closed({
  knowledgeBaseId: Id, status: Type.Optional(Status), locale: Type.Optional(Locale), categoryId: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: '0: in none' })),
  title: Type.Optional(Text(200, { description: 'Part of the title' })), ...pageQuery,
});
const articleSettings = {
  description: Type.Optional(Text(1_000)), content: Type.Optional(Text(200_000)), slug: Type.Optional(Slug), categoryId: Type.Optional(Nullable(Id)), rootId: Type.Optional(Nullable(Id)), authorId: Type.Optional(Nullable(Id)),
  position: Type.Optional(Position), meta: Type.Optional(MetaInput),
};
export const NewArticle = Closed({ knowledgeBaseId: Id, title: Text(300), kind: Type.Optional(ArticleKind), locale: Type.Optional(Locale), ...articleSettings });
export const ArticleChange = Closed({ version: Type.Optional(Version), title: Type.Optional(Text(300)), ...articleSettings });
export const ArticleAct = Closed({ version: Type.Optional(Version) });
export const ArticleSchedule = Closed({ version: Type.Optional(Version), at: Nullable(Instant) });
export const ArticleOrder = Closed({ locale: Locale, categoryId: Type.Optional(Nullable(Id)), ids: Type.Array(Id, { maxItems: 1_000 }) });

export const ArticleSearchQuery = Closed({ knowledgeBaseId: Id, q: Text(300), locale: Type.Optional(Locale), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 20 })) });
export const ArticleSearch = Closed({
  items: Type.Array(Closed({ id: Id, slug: Type.String(), locale: Type.String(), title: Headline, excerpt: Headline })), next: Type.Null(),
  corrections: Type.Array(Closed({ word: Type.String(), also: Type.Array(Type.String()) })),
});
export type ArticleSearch = Static<typeof ArticleSearch>;

export const ArticlePreview = Closed({ knowledgeBaseId: Id, content: Text(200_000) });
export const RenderedArticle = Closed({ html: Nullable(Type.String({ description: 'Safe to show; null: too large or too deep, show the text' })), headings: Type.Array(Closed({ id: Type.String(), level: Type.Integer(), text: Type.String() })) });
export type RenderedArticle = Static<typeof RenderedArticle>;

const revisionFields = { number: Type.Integer(), title: Type.String(), userId: Nullable(Type.Integer()), savedAt: Instant, isPublished: Type.Boolean(), restoredFrom: Nullable(Type.Integer()) };
export const Revisions = Closed({ items: Type.Array(Closed(revisionFields)), next: Type.Null() });
export type Revisions = Static<typeof Revisions>;
export const Revision = Closed({ ...revisionFields, description: Type.String(), content: Type.String() });
export type Revision = Static<typeof Revision>;
const RevisionNumber = Type.Integer({ minimum: 1, maximum: 2_000_000_000 });
export const RevisionParams = Type.Object({ id: Id, number: RevisionNumber });
export const DiffQuery = Closed({ from: RevisionNumber });
const Parts = Type.Array(Closed({ kind: OneOf(['same', 'removed', 'added']), lines: Type.Array(Type.String()) }));
export const RevisionDiff = Closed({ from: Type.Integer(), to: Type.Integer(), title: Parts, description: Parts, content: Parts });
export type RevisionDiff = Static<typeof RevisionDiff>;

export const FeedbackQuery = Closed({ knowledgeBaseId: Type.Optional(Id), articleId: Type.Optional(Id), isHelpful: Type.Optional(Type.Boolean()), hasComment: Type.Optional(Type.Boolean()), ...pageQuery });
export const FeedbackList = Closed({
  items: Type.Array(Closed({ id: Id, articleId: Id, title: Type.String(), locale: Type.String(), isHelpful: Type.Boolean(), comment: Nullable(Type.String()), at: Instant })), next: Nullable(Type.String()),
});
export type FeedbackList = Static<typeof FeedbackList>;

export const ArticleFile = Closed({ id: Id, key: Type.String(), fileName: Type.String(), mediaType: Type.String(), byteCount: Type.Integer(), path: Type.String({ description: 'As it is named in Markdown: /files/<key>/<name>' }) });
export type ArticleFile = Static<typeof ArticleFile>;
export const ArticleFileParams = Type.Object({ id: Id, key: Type.String({ maxLength: 30 }) });
