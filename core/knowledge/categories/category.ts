import { sql } from '#storage/index.ts';

export const categoryKinds = ['category', 'forum', 'suggestions'] as const;
export type CategoryKind = (typeof categoryKinds)[number];

/** What articles are sorted into, in one locale; the tree follows from `parentId` and `position`. */
export interface ArticleCategory {
  readonly id: number;
  readonly knowledgeBaseId: number;
  readonly parentId: number | null;
  /** The category in another locale of which this is the translation. */
  readonly rootId: number | null;
  readonly kind: CategoryKind;
  readonly locale: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string | null;
  readonly position: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A tree has so many levels, a base so many categories. */
export const categoryDepthMax = 5;
export const categoriesMax = 2_000;

export const categoryColumns = sql`id, knowledge_base_id AS "knowledgeBaseId", parent_id AS "parentId", root_id AS "rootId", kind, locale, slug, name, description, position,
  created_at AS "createdAt", updated_at AS "updatedAt"`;
