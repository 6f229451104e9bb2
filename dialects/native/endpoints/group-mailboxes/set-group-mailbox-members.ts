import { getGroupMailbox, setGroupMailboxMembers as set } from '#core/channels/index.ts';
import { operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderGroupMailbox } from '../../render/entities.ts';
import { GroupMailbox, GroupMailboxMembers } from '../../schemas/entities.ts';
import { IdParams } from '../../schemas/shared.ts';

export const setGroupMailboxMembers = operation({
  id: 'groupMailboxes.setMembers',
  method: 'PUT',
  path: '/native/v1/group-mailboxes/{id}/members',
  tag: 'Channels',
  summary: 'Makes exactly these agents the members',
  params: IdParams,
  body: GroupMailboxMembers,
  response: GroupMailbox,
  handle: async ({ act, change, params: { id }, body }) => renderGroupMailbox(await change(async (tx) => {
    await set(tx, act, id, body.agentIds);
    return getGroupMailbox(tx, readingBack(act), id);
  })),
});
