import { findGroupMailboxes } from '#core/channels/index.ts';
import { operation } from '#http/index.ts';
import { renderGroupMailbox } from '../../render/entities.ts';
import { GroupMailboxes } from '../../schemas/entities.ts';

export const listGroupMailboxes = operation({
  id: 'groupMailboxes.list',
  method: 'GET',
  path: '/native/v1/group-mailboxes',
  tag: 'Channels',
  summary: 'All group mailboxes: shared addresses with who answers what comes to them, for reports',
  response: GroupMailboxes,
  handle: async ({ act, snapshot }) => ({ items: (await snapshot((tx) => findGroupMailboxes(tx, act))).map(renderGroupMailbox), next: null }),
});
