import { isMailAddress } from '#core/kernel/index.ts';
import { InvalidInput, type Tx } from '#http/index.ts';
import type { Party, PartyType, Ports } from '../ports.ts';
import type { ModelType } from './model-types.ts';

/** The document's words. Its "Company" is everybody inside, its "Agent" and "Mailbox" an agent that owns a mailbox. */
export const partyTypes = {
  Internal: 'internal',
  Company: 'internal',
  Anybody: 'anybody',
  Agent: 'agent',
  Mailbox: 'agent',
  Team: 'team',
  'Group Mailbox': 'shared-mailbox',
  Contact: 'contact',
  'Contact Group': 'contact-group',
  'Lead Source': 'lead-source',
} as const satisfies Record<ModelType, PartyType>;

/** Somebody with whom no mail was exchanged yet. */
const stranger: Party = { kind: 'contacts', addressIds: [], domains: [] };
const domainPattern = /^@?(?:[\p{L}\p{N}-]+\.)+[\p{L}\p{N}-]{2,}$/u;

/**
 * Whom a report is about. A name without a type may be anything; a type without a name is enough for Internal, Company and Anybody.
 * An address or domain that no mail has had yet is a contact without mail: an empty report is the truth. Any other name that stands for
 * nothing is refused: a report full of zeros because of a typing error would be believed.
 */
export async function findParty(ports: Ports, tx: Tx, field: 'model' | 'model_com', name: string | undefined, type: ModelType | undefined): Promise<Party | undefined> {
  if (name === undefined && type === undefined) return undefined;
  const partyType = type === undefined ? null : partyTypes[type];
  const isNameless = partyType === 'internal' || partyType === 'anybody';
  const label = field.replace('_', ' ');
  if (name === undefined && !isNameless) {
    throw new InvalidInput([{ field, problem: `The ${label} field is required when the type is ${type ?? ''}.` }]);
  }
  const party = await ports.resolveParty(tx, name ?? '', partyType);
  if (party) return party;
  const mayBeStranger = partyType === null || partyType === 'contact';
  if (mayBeStranger && name !== undefined && (isMailAddress(name) || domainPattern.test(name))) return stranger;
  throw new InvalidInput([{ field, problem: `The selected ${label} is invalid.` }]);
}
