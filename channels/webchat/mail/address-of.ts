import { findVisitor } from '#core/channels/index.ts';
import { getContact } from '#core/contacts/index.ts';
import { requireSource, type FromOutside } from '#core/conversations/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';

export interface VisitorAddress {
  readonly address: string;
  /** He says it, and another contact has it: nothing that comes from there is shown to him. */
  readonly isAnothers: boolean;
}

/** Where a visitor is written to: the address that he said last, else his contact's. null: he left none. */
export async function mailAddressOf(tx: Tx, reader: Act, source: FromOutside): Promise<VisitorAddress | null> {
  const { contactId } = await requireSource(tx, reader, source);
  const own = (await getContact(tx, reader, contactId)).points.filter(({ kind }) => kind === 'email').map(({ value }) => value);
  const address = (await findVisitor(tx, reader, source))?.claimedEmail ?? own[0];
  return address === undefined ? null : { address, isAnothers: !own.includes(address.toLowerCase()) };
}
