import { notFound, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#http/index.ts';
import type { EntityPorts, MailContact } from '../../ports.ts';

/** A contact that has an address or is a domain; who has neither is nobody to this API. */
export async function loadContact(ports: EntityPorts, tx: Tx, act: Act, contactId: number): Promise<MailContact> {
  const contact = ports.mailContactOf(await ports.getContact(tx, act, contactId));
  if (!contact) throw notFound('contact');
  return contact;
}
