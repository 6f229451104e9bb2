import { createApiChannel, createSite, ensureChannel, type Outside } from '#core/channels/index.ts';
import { CoreError, seesAll } from '#core/kernel/index.ts';
import { InvalidInput, type Operation } from '#http/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { applyInboxSettings, checkInboxTargets, refuseAvatar, siteName, siteSettingsOf } from '../../parse/apply-inbox.ts';
import { Inbox, InboxInput } from '../../schemas/inbox.ts';
import { inboxOf } from '../../views/inboxes.ts';

export const createInbox = (outside: Outside): Operation => accountOperation({
  id: 'inboxes.create', method: 'POST', path: '/inboxes', tag: 'Inboxes', summary: 'A website with the widget, a mailbox, or an inbox for software', takesFiles: true,
  body: InboxInput, response: Inbox,
  async handle({ act, head, change, body }) {
    refuseAvatar(body.avatar);
    const { type, email = '' } = body.channel;
    if (type === 'email' && email === '') throw new InvalidInput([{ field: 'email', problem: 'must be the address of the mailbox' }]);
    await checkInboxTargets(outside, body);
    const key = await outside.key();
    return change(async (tx) => {
      const channel = type === 'web_widget' ? await createSite(tx, act, { name: body.name ?? siteName(body.channel.website_url), settings: siteSettingsOf(body) })
        : type === 'api' ? await createApiChannel(tx, act, { name: body.name ?? 'API' })
        : await ensureChannel(tx, act, { kind: 'email', address: email, ...(body.name !== undefined && { name: body.name }) });
      if ('created' in channel && channel.created === false) throw new CoreError('conflict', 'There is an inbox with this address.', { fields: [{ field: 'email', problem: 'is another inbox\'s' }] });
      await applyInboxSettings(tx, act, key, channel, body);
      return inboxOf(tx, seesAll(act), channel.id, head.base);
    });
  },
});
