import type { Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';

/** The rows about people and words that a desk keeps beside its mail: commands of core, handed in by whoever composes the server. */
export interface Directory {
  createTeam(tx: Tx, act: Act, team: { name: string; agentIds: readonly number[] }): Promise<number>;
  createLabel(tx: Tx, act: Act, label: { name: string; colour: string }): Promise<number>;
  createCompany(tx: Tx, act: Act, company: { name: string; domain: string }): Promise<number>;
  createContact(tx: Tx, act: Act, contact: { name: string; addresses: readonly string[]; companyId: number | null }): Promise<number>;
  createContactGroup(tx: Tx, act: Act, group: { name: string; domains: readonly string[] }): Promise<number>;
}
