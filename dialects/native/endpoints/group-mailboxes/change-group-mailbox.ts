import { changeGroupMailbox as changeIt, getGroupMailbox } from '#core/channels/index.ts';
import { operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderGroupMailbox } from '../../render/entities.ts';
import { GroupMailbox, GroupMailboxChange } from '../../schemas/entities.ts';
import { IdParams } from '../../schemas/shared.ts';

export const changeGroupMailbox = operation({
  id: 'groupMailboxes.change',
  method: 'PATCH',
  path: '/native/v1/group-mailboxes/{id}',
  tag: 'Channels',
  summary: 'Another name, address or other aliases; what is not named stays',
  params: IdParams,
  body: GroupMailboxChange,
  response: GroupMailbox,
  handle: async ({ act, change, params: { id }, body }) => renderGroupMailbox(await change(async (tx) => {
    await changeIt(tx, act, id, body);
    return getGroupMailbox(tx, readingBack(act), id);
  })),
});
