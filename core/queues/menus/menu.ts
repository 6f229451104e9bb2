import { sql } from '#storage/index.ts';

/** Ways in: each has trees of its own. */
export const menuKinds = ['ivr', 'mobile', 'web'] as const;
export type MenuKind = (typeof menuKinds)[number];

/** A tree is at most so deep (a root is 1), and a node has at most so many nodes directly below it (roots of a kind: likewise). */
export const menuDepthMax = 10;
export const menuChildrenMax = 50;

export interface MenuLanguage {
  readonly lang: string;
  /** In this language; null: as in the node itself. */
  readonly name: string | null;
  readonly outputMessage: string | null;
}

/** A node of a tree of choices. */
export interface Menu {
  readonly id: number;
  readonly parentId: number | null;
  readonly kind: MenuKind;
  readonly name: string;
  /** Among the nodes of one parent that are there, from 0 without gaps. */
  readonly position: number;
  readonly isHidden: boolean;
  readonly outputMessage: string | null;
  /** ivr: the key that chooses it; null: its place among the visible ones. */
  readonly choice: string | null;
  /** None: offered in every language. */
  readonly languages: readonly MenuLanguage[];
  /** Nothing that is there is below it. */
  readonly isLeaf: boolean;
  /** Of a leaf: its path, names from the root on, joined by /. */
  readonly pathId: number | null;
  readonly path: string | null;
  readonly createdAt: string;
  readonly deletedAt: string | null;
}

const isLeaf = sql`NOT EXISTS (SELECT FROM menus c WHERE c.account_id = menus.account_id AND c.parent_id = menus.id AND c.deleted_at IS NULL)`;

/** From menus LEFT JOIN menu_paths p. A node that is no leaf any more keeps its path's row for the record, and does not show it. */
export const menuColumns = sql`menus.id, menus.parent_id AS "parentId", menus.kind, menus.name, menus.position, menus.is_hidden AS "isHidden", menus.output_message AS "outputMessage",
  menus.choice, ${isLeaf} AS "isLeaf", CASE WHEN ${isLeaf} THEN p.id END AS "pathId", CASE WHEN ${isLeaf} THEN p.path END AS path,
  menus.created_at AS "createdAt", menus.deleted_at AS "deletedAt",
  coalesce((SELECT json_agg(json_build_object('lang', l.lang, 'name', l.name, 'outputMessage', l.output_message) ORDER BY l.lang) FROM menu_languages l
    WHERE l.account_id = menus.account_id AND l.menu_id = menus.id), '[]') AS languages`;

export const menuTables = sql`menus LEFT JOIN menu_paths p ON p.account_id = menus.account_id AND p.menu_id = menus.id`;

/** Whether the node is offered in a language. */
export function isOfferedIn(menu: Pick<Menu, 'languages'>, lang: string): boolean {
  return menu.languages.length === 0 || menu.languages.some((one) => one.lang === lang);
}
