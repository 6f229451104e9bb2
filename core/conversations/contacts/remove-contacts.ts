import { invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { removeContact } from './remove-contact.ts';

/** Each takes about a dozen statements, and a transaction five seconds at most. */
const atOnceMax = 100;

/** Removes several contacts, as `removeContact` does each: all or none. In order of id, so that two who name the same cannot lock each other. */
export async function removeContacts(tx: Tx, act: Act, contactIds: readonly number[]): Promise<void> {
  requirePermission(act, 'contacts.delete');
  const ids = [...new Set(contactIds)].sort((a, b) => a - b);
  if (ids.length > atOnceMax) throw invalid('ids', `must be at most ${atOnceMax}`, 'too-many-items', { max: atOnceMax });
  for (const id of ids) await removeContact(tx, act, id);
}
