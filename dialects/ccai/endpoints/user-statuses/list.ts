import { Type } from '@sinclair/typebox';
import { findStatuses } from '#core/presence/index.ts';
import { ccaiOperation } from '../../ccai-operation.ts';
import { renderUserStatus } from '../../render/user-status.ts';
import { UserStatus } from '../../schemas/user-status.ts';

export const listUserStatuses = ccaiOperation({
  id: 'user_statuses.list', path: '/user_statuses', tag: 'User Statuses', summary: 'All statuses that an agent can be in, built-in and own ones',
  response: Type.Array(UserStatus),
  handle: async ({ act, snapshot }) => (await snapshot((tx) => findStatuses(tx, act))).map(renderUserStatus),
});
