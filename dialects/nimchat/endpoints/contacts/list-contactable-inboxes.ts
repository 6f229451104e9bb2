import { randomUUID } from 'node:crypto';
import { findContactSources } from '#core/channels/index.ts';
import { getContact, resolveContactId } from '#core/contacts/index.ts';
import { notFound, seesAll } from '#core/kernel/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { ContactInbox } from '../../schemas/contact.ts';
import { Closed, Either } from '../../schemas/wire.ts';
import { firstPoint } from '../../views/contacts.ts';
import { inboxesById } from '../../views/inboxes.ts';
import { Type } from '@sinclair/typebox';

/** The published shape is one inbox, the deployed product gives all of them. A source id that is not there yet is made up; it becomes one when a conversation is made with it. */
export const listContactableInboxes = accountOperation({
  id: 'contacts.contactable-inboxes', method: 'GET', path: '/contacts/{id}/contactable_inboxes', tag: 'Contacts', summary: 'Where a contact can be written to',
  response: Either(ContactInbox, Closed({ payload: Type.Array(ContactInbox) })),
  handle: ({ act, head, snapshot, principal, params: { id: asked } }) => snapshot(async (tx) => {
    const id = await resolveContactId(tx, asked);
    const contact = await getContact(tx, act, id);
    const email = firstPoint(contact, 'email');
    const sources = new Map((await findContactSources(tx, act, [id])).map((source) => [source.channelId, source.sourceId]));
    const found = [...(await inboxesById(tx, seesAll(act), head.base)).values()].filter(({ channel }) => channel.disabledAt === null).flatMap(({ channel, inbox }) => {
      const sourceId = sources.get(channel.id) ?? (channel.kind === 'email' ? email?.toLowerCase() : channel.kind === 'api' || channel.kind === 'site' ? randomUUID() : undefined);
      return sourceId === undefined ? [] : [{ source_id: sourceId, inbox }];
    });
    if (isDeployed(principal)) return { payload: found };
    if (!found[0]) throw notFound('inbox');
    return found[0];
  }),
});
