import { sql, type Tx } from '#storage/index.ts';
import { Forest } from './forest.ts';

/**
 * Makes menu_paths what the trees say: every leaf has its path, in the transaction that made it one, renamed it or moved it. Ids stay. A node that
 * is a leaf no longer, or is deleted, keeps its row as history knows it: the first one is rewritten like all others, the second stays as it was.
 */
export async function writePaths(tx: Tx): Promise<void> {
  const forest = await Forest.load(tx);
  const rows = forest.all().filter(({ deletedAt }) => deletedAt === null).map((menu) => ({ menu, ...forest.path(menu) }));
  const column = <T>(pick: (row: (typeof rows)[number]) => T): T[] => rows.map(pick);
  await tx.run(sql`
    INSERT INTO menu_paths (account_id, menu_id, path, items)
    SELECT ${tx.accountId}::bigint, w.menu_id, w.path, w.items
    FROM unnest(${column(({ menu }) => menu.id)}::bigint[], ${column(({ path }) => path)}::text[], ${column(({ items }) => items)}::integer[], ${column(({ menu }) => menu.isLeaf)}::boolean[])
      AS w(menu_id, path, items, is_leaf)
    WHERE w.is_leaf AND NOT EXISTS (SELECT FROM menu_paths p WHERE p.account_id = ${tx.accountId} AND p.menu_id = w.menu_id)`);
  await tx.run(sql`
    UPDATE menu_paths p SET path = w.path, items = w.items
    FROM unnest(${column(({ menu }) => menu.id)}::bigint[], ${column(({ path }) => path)}::text[], ${column(({ items }) => items)}::integer[]) AS w(menu_id, path, items)
    WHERE p.account_id = ${tx.accountId} AND p.menu_id = w.menu_id AND (p.path, p.items) IS DISTINCT FROM (w.path, w.items)`);
}

/** Numbers the nodes of a parent anew in this order. */
export async function writeOrder(tx: Tx, menuIds: readonly number[]): Promise<void> {
  await tx.run(sql`
    UPDATE menus SET position = w.at - 1 FROM unnest(${[...menuIds]}::bigint[]) WITH ORDINALITY AS w(id, at)
    WHERE menus.account_id = ${tx.accountId} AND menus.id = w.id AND menus.position <> w.at - 1`);
}
