import { Type } from '@sinclair/typebox';
import { findPathServiceLevels } from '#core/desk/index.ts';
import { ccaiOperation } from '../../ccai-operation.ts';
import { MenuSla, SlaQuery } from '../../schemas/service-level.ts';

export const showMenuSla = ccaiOperation({
  id: 'menus.sla', path: '/menus/sla', alsoAt: ['/menu/sla'], tag: 'Menus', summary: 'The service level of each menu path and language over the last minutes',
  query: SlaQuery, response: Type.Array(MenuSla),
  handle: async ({ act, snapshot, query: { channel, minutes } }) => (await snapshot((tx) => findPathServiceLevels(tx, act, { kind: channel, minutes })))
    .map(({ menuPathId, lang, menuPath, percent }) => ({ menu_path_id: menuPathId, lang, menu_path: menuPath, sla: percent })),
});
