import { findContactSource, getChannel } from '#core/channels/index.ts';
import { findContactByPoint, resolveContactId } from '#core/contacts/index.ts';
import { notFound, seesAll, type Act } from '#core/kernel/index.ts';
import { InvalidInput, type Tx } from '#http/index.ts';
import { sourceIn } from './contact-source.ts';

/**
 * With whom a new conversation is: the contact whom the inbox calls so; in a mailbox also the one with that address. Where the source id is
 * new it needs a contact id and becomes that contact's.
 */
export async function contactOfConversation(tx: Tx, act: Act, { inboxId, sourceId, contactId: asked }: { inboxId: number; sourceId: string | undefined; contactId: number | undefined }): Promise<number> {
  const reader = seesAll(act);
  const contactId = asked === undefined ? undefined : await resolveContactId(tx, asked); // a merged one's id leads to where it went
  const channel = await getChannel(tx, reader, inboxId);
  const held = sourceId === undefined ? null
    : (await findContactSource(tx, reader, inboxId, sourceId))?.contactId ?? (channel.kind === 'email' ? (await findContactByPoint(tx, reader, 'email', sourceId))?.id : undefined) ?? null;
  if (held !== null) {
    if (contactId !== undefined && contactId !== held) throw new InvalidInput([{ field: 'source_id', problem: 'is another contact\'s' }]);
    return held;
  }
  if (contactId === undefined) {
    if (sourceId === undefined) throw new InvalidInput([{ field: 'source_id', problem: 'must be given, or a contact_id' }]);
    throw notFound('source id');
  }
  await sourceIn(tx, reader, inboxId, contactId, sourceId);
  return contactId;
}
