import { requirePermission, type Act } from '#core/kernel/index.ts';
import { allOf, sql, type Sql, type Tx } from '#storage/index.ts';
import { menuColumns, menuTables, type Menu, type MenuKind } from './menu.ts';

export interface MenuFilter {
  readonly ids?: readonly number[] | undefined;
  readonly names?: readonly string[] | undefined;
  /** null: roots. */
  readonly parentIds?: readonly (number | null)[] | undefined;
  readonly positions?: readonly number[] | undefined;
  readonly kinds?: readonly MenuKind[] | undefined;
  readonly isHidden?: boolean | undefined;
  /** Deleted ones too. */
  readonly withDeleted?: boolean | undefined;
}

export type MenuSort = 'id' | 'name' | 'parentId' | 'position' | 'isDeleted' | 'isHidden' | 'kind' | 'outputMessage';
export interface MenuPage { readonly sort?: MenuSort | undefined; readonly descending?: boolean | undefined; readonly offset?: number | undefined; readonly limit?: number | undefined }

const sortColumns: Readonly<Record<MenuSort, Sql>> = {
  id: sql`menus.id`, name: sql`menus.name`, parentId: sql`menus.parent_id`, position: sql`menus.position`, isDeleted: sql`menus.deleted_at IS NOT NULL`, isHidden: sql`menus.is_hidden`,
  kind: sql`menus.kind`, outputMessage: sql`menus.output_message`,
};

/**
 * Menus that fit, by id unless sorted otherwise (what has nothing there last, ties by id), and how many there are in all. An account's trees are bounded by their depth and
 * breadth, and hold hundreds of nodes: they are read whole and cut, unlike the lists of work.
 */
export async function findMenus(tx: Tx, act: Act, filter: MenuFilter = {}, { sort = 'id', descending = false, offset = 0, limit }: MenuPage = {}): Promise<{ menus: Menu[]; total: number }> {
  requirePermission(act, 'queues.read');
  const { ids, names, parentIds, positions, kinds, isHidden, withDeleted = false } = filter;
  const where = allOf([
    sql`menus.account_id = ${tx.accountId}`,
    ...(withDeleted ? [] : [sql`menus.deleted_at IS NULL`]),
    ...(ids ? [sql`menus.id = ANY(${[...ids]}::bigint[])`] : []),
    ...(names ? [sql`menus.name = ANY(${[...names]}::text[])`] : []),
    ...(parentIds ? [sql`(menus.parent_id = ANY(${parentIds.filter((id) => id !== null)}::bigint[]) OR (${parentIds.includes(null)} AND menus.parent_id IS NULL))`] : []),
    ...(positions ? [sql`menus.position = ANY(${[...positions]}::bigint[])`] : []),
    ...(kinds ? [sql`menus.kind = ANY(${[...kinds]}::text[])`] : []),
    ...(isHidden === undefined ? [] : [sql`menus.is_hidden = ${isHidden}`]),
  ]);
  const direction = descending ? sql`DESC NULLS LAST` : sql`ASC NULLS LAST`;
  const { total } = await tx.one(sql<{ total: number }>`SELECT count(*) AS total FROM menus WHERE ${where}`);
  const menus = await tx.rows(sql<Menu>`
    SELECT ${menuColumns} FROM ${menuTables} WHERE ${where} ORDER BY ${sortColumns[sort]} ${direction}, menus.id
    LIMIT ${limit ?? null} OFFSET ${offset}`);
  return { menus, total };
}
