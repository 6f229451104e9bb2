import { notFound } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { menuColumns, menuTables, type Menu, type MenuKind } from './menu.ts';

/** All menus of an account, deleted ones too: what a command checks against, under the lock of `lockSetup`. Hundreds of rows, not thousands. */
export class Forest {
  readonly #byId: ReadonlyMap<number, Menu>;

  constructor(menus: readonly Menu[]) {
    this.#byId = new Map(menus.map((menu) => [menu.id, menu]));
  }

  static async load(tx: Tx): Promise<Forest> {
    return new Forest(await tx.rows(sql<Menu>`SELECT ${menuColumns} FROM ${menuTables} WHERE menus.account_id = ${tx.accountId} ORDER BY menus.position, menus.id`));
  }

  /** Throws not-found; a deleted node is found only where asked for. */
  get(menuId: number, { withDeleted = false }: { withDeleted?: boolean } = {}): Menu {
    const menu = this.#byId.get(menuId);
    if (!menu || (menu.deletedAt !== null && !withDeleted)) throw notFound('menu');
    return menu;
  }

  all(): readonly Menu[] {
    return [...this.#byId.values()];
  }

  /** That are there, in order. */
  childrenOf(parentId: number | null, kind: MenuKind): readonly Menu[] {
    return this.all().filter((menu) => menu.deletedAt === null && menu.parentId === parentId && menu.kind === kind);
  }

  /** The nodes above, the root first. */
  above(menu: Menu): readonly Menu[] {
    const way: Menu[] = [];
    for (let at = menu.parentId; at !== null; at = way[0]!.parentId) way.unshift(this.#byId.get(at)!);
    return way;
  }

  /** The node and all below it that are there. */
  branch(menu: Menu): readonly Menu[] {
    return [menu, ...this.childrenOf(menu.id, menu.kind).flatMap((child) => this.branch(child))];
  }

  /** 1: nothing below. */
  height(menu: Menu): number {
    return 1 + Math.max(0, ...this.childrenOf(menu.id, menu.kind).map((child) => this.height(child)));
  }

  path(menu: Menu): { readonly path: string; readonly items: number } {
    const names = [...this.above(menu), menu].map(({ name }) => name);
    return { path: names.join('/'), items: names.length };
  }
}
