import { changeChannel, getChannel, type Outside } from '#core/channels/index.ts';
import { requirePermission, seesAll } from '#core/kernel/index.ts';
import type { Operation } from '#http/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { applyInboxSettings, checkInboxTargets, refuseAvatar } from '../../parse/apply-inbox.ts';
import { Inbox, InboxChange } from '../../schemas/inbox.ts';
import { inboxOf } from '../../views/inboxes.ts';

export const updateInbox = (outside: Outside): Operation => accountOperation({
  id: 'inboxes.update', method: 'PATCH', path: '/inboxes/{id}', tag: 'Inboxes', summary: 'Change an inbox; what is not given stays', takesFiles: true,
  body: InboxChange, response: Inbox,
  async handle({ act, head, change, params: { id }, body }) {
    refuseAvatar(body.avatar);
    await checkInboxTargets(outside, body);
    const key = await outside.key();
    return change(async (tx) => {
      requirePermission(act, 'channels.write');
      const channel = await getChannel(tx, seesAll(act), id);
      if (body.name !== undefined) await changeChannel(tx, act, id, { name: body.name });
      await applyInboxSettings(tx, act, key, channel, body);
      return inboxOf(tx, seesAll(act), id, head.base);
    });
  },
});
