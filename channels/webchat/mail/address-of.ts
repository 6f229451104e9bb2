import { findVisitor } from '#core/channels/index.ts';
import { getContact } from '#core/contacts/index.ts';
import { requireSource, type FromOutside } from '#core/conversations/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';

/** Where a visitor is written to: the address that he said last, else his contact's. null: he left none. */
export async function mailAddressOf(tx: Tx, reader: Act, source: FromOutside): Promise<string | null> {
  const { contactId } = await requireSource(tx, reader, source);
  const visitor = await findVisitor(tx, reader, source);
  return visitor?.claimedEmail ?? (await getContact(tx, reader, contactId)).points.find(({ kind }) => kind === 'email')?.value ?? null;
}
