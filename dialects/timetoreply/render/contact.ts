import type { Static } from '@sinclair/typebox';
import type { MailContact } from '../ports.ts';
import type { ContactRow } from '../schemas/contact.ts';
import type { PlainEntity } from '../schemas/entity.ts';
import { renderPlainEntity } from './entity.ts';

/** A contact is called as its address or domain here; what people call it stands in `search_string`. */
export function renderContactRow({ id, name, address, kind, isLead }: MailContact, accountId: number): Static<typeof ContactRow> {
  const isOwnName = name !== '' && name.toLowerCase() !== address;
  return { id, company_id: accountId, name: address, type: kind, crm_type: null, search_string: isOwnName ? `${address} ${name}` : address, is_lead: isLead };
}

export function renderContact({ id, address, points }: MailContact): Static<typeof PlainEntity> {
  return renderPlainEntity({ type: 'contact', id, name: address, addresses: points.flatMap(({ kind, value }) => (kind === 'email' ? [value.toLowerCase()] : [])) });
}
