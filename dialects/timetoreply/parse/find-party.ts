import type { Tx } from '#storage/index.ts';
import { InvalidInput } from '#http/index.ts';
import type { Party, PartyType, Ports } from '../ports.ts';
import type { ModelType } from './model-types.ts';

/** The document's words. Its "Company" is everybody inside, its "Agent" and "Mailbox" an agent that owns a mailbox. */
const partyTypes = {
  Internal: 'internal',
  Company: 'internal',
  Anybody: 'anybody',
  Agent: 'agent',
  Mailbox: 'agent',
  Team: 'team',
  'Group Mailbox': 'group-mailbox',
  Contact: 'contact',
  'Contact Group': 'contact-group',
  'Lead Source': 'lead-source',
} as const satisfies Record<ModelType, PartyType>;

/**
 * Whom a report is about. A name without a type may be anything; a type without a name is enough for Internal, Company and Anybody.
 * A name that stands for nothing is refused: a report full of zeros because of a typing error would be believed.
 */
export async function findParty(ports: Ports, tx: Tx, field: 'model' | 'model_com', name: string | undefined, type: ModelType | undefined): Promise<Party | undefined> {
  if (name === undefined && type === undefined) return undefined;
  const partyType = type === undefined ? 'any' : partyTypes[type];
  if (partyType === 'internal') return { kind: 'internal' };
  if (partyType === 'anybody') return { kind: 'anybody' };
  const typeField = field === 'model' ? 'model type' : 'model type com';
  const label = field.replace('_', ' ');
  if (name === undefined) throw new InvalidInput([{ field, problem: `The ${label} field is required when ${typeField} is ${type ?? ''}.` }]);
  const party = await ports.resolveParty(tx, name, partyType);
  if (!party) throw new InvalidInput([{ field, problem: `The selected ${label} is invalid.` }]);
  return party;
}
