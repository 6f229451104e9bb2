import { createGroupMailbox as create, getGroupMailbox } from '#core/channels/index.ts';
import { operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderGroupMailbox } from '../../render/entities.ts';
import { GroupMailbox, NewGroupMailbox } from '../../schemas/entities.ts';

export const createGroupMailbox = operation({
  id: 'groupMailboxes.create',
  method: 'POST',
  path: '/native/v1/group-mailboxes',
  tag: 'Channels',
  summary: 'A group mailbox. Its addresses must be ours already (422), and no other group mailbox\'s (409)',
  status: 201,
  body: NewGroupMailbox,
  response: GroupMailbox,
  handle: async ({ act, change, body }) => renderGroupMailbox(await change(async (tx) => getGroupMailbox(tx, readingBack(act), (await create(tx, act, body)).id))),
});
