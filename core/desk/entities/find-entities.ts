import { findGroupMailboxPage } from '#core/channels/index.ts';
import { findContactGroupPage, findLeadSourcePage } from '#core/contacts/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { findAgentMailboxes, findTeamMailboxes } from '#core/people/index.ts';
import type { Tx } from '#storage/index.ts';
import { findMailContacts } from '../contacts/find-mail-contacts.ts';

/** In the order in which they are found. */
export const entityTypes = ['mailbox', 'team', 'group-mailbox', 'contact-group', 'lead-source', 'contact'] as const;
export type EntityType = typeof entityTypes[number];

/** Somebody a report can be made of, with the addresses and domains behind the name. */
export interface Entity {
  readonly type: EntityType;
  readonly id: number;
  readonly name: string;
  readonly addresses: readonly string[];
  readonly domains: readonly string[];
}

interface Part { readonly search: string; readonly limit: number; readonly offset: number }
type Source = (tx: Tx, act: Act, part: Part) => Promise<{ readonly total: number; readonly rows: readonly Omit<Entity, 'type'>[] }>;

const none: readonly string[] = [];

const sources: Readonly<Record<EntityType, Source>> = {
  mailbox: async (tx, act, part) => {
    const { total, rows } = await findAgentMailboxes(tx, act, part);
    return { total, rows: rows.map(({ id, name, addresses }) => ({ id, name, addresses, domains: none })) };
  },
  team: async (tx, act, part) => {
    const { total, rows } = await findTeamMailboxes(tx, act, part);
    return { total, rows: rows.map(({ id, name, addresses }) => ({ id, name, addresses, domains: none })) };
  },
  'group-mailbox': async (tx, act, part) => {
    const { total, rows } = await findGroupMailboxPage(tx, act, part);
    return { total, rows: rows.map(({ id, name, address, aliases }) => ({ id, name, addresses: [address, ...aliases], domains: none })) };
  },
  'contact-group': async (tx, act, part) => {
    const { total, rows } = await findContactGroupPage(tx, act, { ...part, sort: 'name', direction: 'asc' });
    return { total, rows: rows.map(({ id, name, members }) => ({
      id, name, addresses: members.filter(({ kind }) => kind === 'address').map(({ value }) => value), domains: members.filter(({ kind }) => kind === 'domain').map(({ value }) => value),
    })) };
  },
  'lead-source': async (tx, act, part) => {
    const { total, rows } = await findLeadSourcePage(tx, act, part);
    return { total, rows: rows.map(({ id, name }) => ({ id, name, addresses: none, domains: none })) };
  },
  contact: async (tx, act, part) => {
    const { total, rows } = await findMailContacts(tx, act, part);
    return { total, rows: rows.map(({ id, address, points, kind }) => ({
      id, name: address, addresses: points.flatMap((point) => (point.kind === 'email' ? [point.value] : [])), domains: kind === 'domain' ? [address] : none,
    })) };
  },
};

/**
 * A numbered page of everybody whom a name or an address holds `search` in ('' finds all): mailboxes of people, teams, group mailboxes, contact groups and lead sources by name, then contacts by
 * address. Each kind needs the right to read it.
 */
export async function findEntities(
  tx: Tx, act: Act, { search = '', types = entityTypes, limit, offset }: { readonly search?: string; readonly types?: readonly EntityType[]; readonly limit: number; readonly offset: number },
): Promise<{ total: number; rows: Entity[] }> {
  const rows: Entity[] = [];
  let total = 0;
  for (const type of entityTypes.filter((each) => types.includes(each))) {
    const found = await sources[type](tx, act, { search, limit: limit - rows.length, offset: Math.max(0, offset - total) });
    rows.push(...found.rows.map((row) => ({ type, ...row })));
    total += found.total;
  }
  return { total, rows };
}
