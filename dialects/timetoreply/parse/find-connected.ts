import { CoreError, type Act } from '#core/kernel/index.ts';
import { InvalidInput, type Tx } from '#http/index.ts';
import type { Ports } from '../ports.ts';

/** The connection of this type. One that is not connected is as wrong an input as one that nobody knows: the document connects elsewhere, before. */
export async function findConnected(ports: Ports, tx: Tx, act: Act, crmType: string): Promise<{ readonly id: number }> {
  const found = crmType === 'file' ? null : await ports.findCrmConnection(tx, act, crmType);
  if (!found) throw new InvalidInput([{ field: 'crmType', problem: 'The selected crm type is invalid, or not connected.' }]);
  if (found.state === 'refused') throw new CoreError('conflict', 'The CRM does not let us in any more: connect it anew.', { key: 'crm-refused' });
  return found;
}
