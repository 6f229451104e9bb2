import { Type } from '@sinclair/typebox';
import { menuTree } from '#core/queues/index.ts';
import { ccaiOperation } from '../../ccai-operation.ts';
import { parseLanguages } from '../../parse/languages.ts';
import { Texts, Words } from '../../parse/parameters.ts';
import { kindsOf, renderMenuNode } from '../../render/menu.ts';
import { MenuNode, menuTypes } from '../../schemas/menu.ts';

export const showMenuTree = ccaiOperation({
  id: 'menus.tree', path: '/menus/tree', alsoAt: ['/menu/tree'], tag: 'Menus', summary: 'Menus as somebody walks them; lang[]: those that are offered in one of these languages',
  query: Type.Object({ menu_type: Words(menuTypes), lang: Texts() }),
  response: Type.Array(MenuNode),
  handle: async ({ act, snapshot, query }) => {
    const langs = query.lang && query.lang.length > 0 ? parseLanguages('lang', query.lang) : undefined;
    const kinds = query.menu_type && query.menu_type.length > 0 ? kindsOf(query.menu_type) : undefined;
    return (await snapshot((tx) => menuTree(tx, act, { kinds, langs }))).map(renderMenuNode);
  },
});
