import { sql } from '#storage/index.ts';

export const articleStatuses = ['draft', 'published', 'archived'] as const;
export type ArticleStatus = (typeof articleStatuses)[number];
export const articleKinds = ['article', 'topic', 'suggestion'] as const;
export type ArticleKind = (typeof articleKinds)[number];

export const titleMax = 300;
export const descriptionMax = 1_000;
export const contentMax = 200_000;
export const metaBytesMax = 16_384;

/** An article without its texts, as lists show it. */
export interface ArticleRow {
  readonly id: number;
  readonly knowledgeBaseId: number;
  readonly categoryId: number | null;
  /** The article of which this is the translation. */
  readonly rootId: number | null;
  readonly kind: ArticleKind;
  readonly locale: string;
  readonly slug: string;
  readonly status: ArticleStatus;
  /** Of the newest revision. */
  readonly title: string;
  readonly position: number;
  readonly meta: Readonly<Record<string, unknown>>;
  /** An agent. */
  readonly authorId: number | null;
  readonly version: number;
  readonly headRevision: number;
  /** Null unless it is published. Less than the head: there are changes that the world does not read yet. */
  readonly publishedRevision: number | null;
  readonly publishAt: string | null;
  readonly publishedAt: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly views: number;
  readonly helpful: number;
  readonly unhelpful: number;
}

/** An article with the texts of its newest revision. */
export interface Article extends ArticleRow { readonly description: string; readonly content: string }

export const rowColumns = sql`a.id, a.knowledge_base_id AS "knowledgeBaseId", a.category_id AS "categoryId", a.root_id AS "rootId", a.kind, a.locale, a.slug, a.status, a.title, a.position, a.meta,
  a.author_id AS "authorId", a.version, a.head_revision AS "headRevision", a.published_revision AS "publishedRevision", a.publish_at AS "publishAt", a.published_at AS "publishedAt",
  a.created_at AS "createdAt", a.updated_at AS "updatedAt", coalesce(n.views, 0) AS views, coalesce(n.helpful, 0) AS helpful, coalesce(n.unhelpful, 0) AS unhelpful`;

export const rowTables = sql`articles a LEFT JOIN article_counts n ON n.account_id = a.account_id AND n.article_id = a.id`;

export const articleColumns = sql`${rowColumns}, r.description, r.content`;
export const articleTables = sql`${rowTables} JOIN article_revisions r ON r.account_id = a.account_id AND r.article_id = a.id AND r.number = a.head_revision`;
