import { getChannel, putContactSource, type ContactSource } from '#core/channels/index.ts';
import { getContact, type Contact } from '#core/contacts/index.ts';
import { seesAll, type Act } from '#core/kernel/index.ts';
import { InvalidInput, type Tx } from '#http/index.ts';
import { firstPoint } from '../views/contacts.ts';

/** Gives a contact a source id in an inbox: in a mailbox its address, else the one given or a new one. */
export async function sourceIn(tx: Tx, act: Act, channelId: number, contactId: number, sourceId?: string): Promise<ContactSource> {
  const channel = await getChannel(tx, seesAll(act), channelId);
  if (channel.kind !== 'email') return putContactSource(tx, act, { channelId, contactId, ...(sourceId !== undefined && { sourceId }) });
  return putContactSource(tx, act, { channelId, contactId, sourceId: addressOf(await getContact(tx, seesAll(act), contactId), sourceId) });
}

function addressOf(contact: Contact, wanted: string | undefined): string {
  const address = firstPoint(contact, 'email')?.toLowerCase();
  if (address === undefined) throw new InvalidInput([{ field: 'contact', problem: 'needs an email for this inbox' }]);
  if (wanted !== undefined && wanted.trim().toLowerCase() !== address) throw new InvalidInput([{ field: 'source_id', problem: 'must be the contact\'s email in this inbox' }]);
  return address;
}
