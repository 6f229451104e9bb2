import { Type } from '@sinclair/typebox';
import { findWaiting } from '#core/routing/index.ts';
import { ccaiOperation } from '../../ccai-operation.ts';
import { renderMenuCurrentStatus } from '../../render/menu-current-status.ts';
import { MenuCurrentStatus } from '../../schemas/menu-current-status.ts';

export const listMenusCurrentStatus = ccaiOperation({
  id: 'menus.current_status', path: '/menus/current_status', alsoAt: ['/menu/current_status'], tag: 'Menus', summary: 'The menus, languages and kinds in which somebody waits now, and for how long',
  response: Type.Array(MenuCurrentStatus),
  handle: async ({ act, snapshot }) => (await snapshot((tx) => findWaiting(tx, act))).map(renderMenuCurrentStatus).filter((row) => row !== null),
});
