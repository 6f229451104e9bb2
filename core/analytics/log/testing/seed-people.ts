import type { Tx } from '#storage/index.ts';
import { insertRows } from './insert-rows.ts';

const createdAt = '2024-01-01T00:00:00Z';
/** Half way through the seeded mail: from then on branch.example is ours, and other goals hold. */
export const changedAt = '2024-03-20T12:00:00Z';

/** Addresses by id; an agent's, a channel's or an outsider's. */
export const addresses: readonly { readonly id: number; readonly address: string; readonly agentId?: number }[] = [
  { id: 1, address: 'ada@desk.example', agentId: 1 },
  { id: 2, address: 'ada.private@elsewhere.example', agentId: 1 },
  { id: 3, address: 'abe@desk.example', agentId: 2 },
  { id: 4, address: 'cy@desk.example', agentId: 3 },
  { id: 5, address: 'dot@branch.example', agentId: 4 },
  { id: 6, address: 'help@desk.example' },
  { id: 7, address: 'support@desk.example' },
  { id: 8, address: 'talk@lists.example' },
  { id: 9, address: 'nobody@branch.example' },
  { id: 10, address: 'bo@acme.example' },
  { id: 11, address: 'bea@acme.example' },
  { id: 12, address: 'kit@kite.example' },
  { id: 13, address: 'kim@kite.example' },
  { id: 14, address: 'lou@lone.example' },
  { id: 15, address: 'max@mass.example' },
];
export const channelIds = { help: 1, list: 2, ada: 3 } as const;
export const labelNames = ['Urgent', 'Billing', 'VIP', 'Überfällig'] as const;

/** Agents, teams, channels, contacts, labels and versioned settings of the seeded account. */
export async function seedPeople(tx: Tx): Promise<void> {
  const named = (names: readonly string[]) => names.map((name, at) => ({ id: at + 1, name, created_at: createdAt }));
  await insertRows(tx, 'agents', named(['Ada', 'Abe', 'Cy', 'Dot']).map((row) => ({ ...row, is_discovered: false })));
  await insertRows(tx, 'agent_addresses', addresses.flatMap(({ address, agentId }) => (agentId ? [{ address, agent_id: agentId }] : [])));
  await insertRows(tx, 'addresses', addresses.map(({ id, address }) => ({ id, address, domain: address.split('@')[1] })));
  await insertRows(tx, 'teams', named(['Front', 'Night', 'Empty']).map((row) => ({ ...row, parent_id: row.id === 2 ? 1 : null })));
  await insertRows(tx, 'team_members', [{ team_id: 1, agent_id: 1 }, { team_id: 1, agent_id: 2 }, { team_id: 2, agent_id: 3 }]);
  await insertRows(tx, 'channels', [
    { id: channelIds.help, kind: 'email', name: 'Help', address: 'help@desk.example', is_list: false, settings: {}, created_at: createdAt },
    { id: channelIds.list, kind: 'email', name: 'Talk', address: 'talk@lists.example', is_list: true, settings: {}, created_at: createdAt },
    { id: channelIds.ada, kind: 'email', name: 'Ada', address: 'ada@desk.example', is_list: false, settings: {}, created_at: createdAt },
  ]);
  await insertRows(tx, 'channel_addresses', [
    { channel_id: channelIds.help, address: 'help@desk.example' }, { channel_id: channelIds.help, address: 'support@desk.example' },
    { channel_id: channelIds.list, address: 'talk@lists.example' }, { channel_id: channelIds.ada, address: 'ada@desk.example' },
  ]);
  await insertRows(tx, 'channel_members', [{ channel_id: channelIds.help, agent_id: 2 }, { channel_id: channelIds.help, agent_id: 3 }]);
  await insertRows(tx, 'contact_groups', named(['Gold']));
  await insertRows(tx, 'contact_group_members', [
    { group_id: 1, kind: 'address', value: 'bo@acme.example' }, { group_id: 1, kind: 'domain', value: 'kite.example' },
    { group_id: 1, kind: 'address', value: 'never@seen.example' },
  ]);
  await insertRows(tx, 'labels', named(labelNames).map((row) => ({ ...row, name_norm: row.name.toLowerCase() })));
  await seedSettings(tx);
}

async function seedSettings(tx: Tx): Promise<void> {
  const version = (kind: string, number: number, body: object) => (
    { kind, version: number, valid_from: number === 1 ? null : changedAt, body, created_at: createdAt });
  const goals = (firstReply: number | null, overall: number | null, close: number | null) => (
    { firstReply: { goal: firstReply, bands: [] }, overall: { goal: overall, bands: [] }, close: { goal: close, bands: [] } });
  await insertRows(tx, 'setting_versions', [
    version('internal-domains', 1, { domains: ['desk.example'] }),
    version('internal-domains', 2, { domains: ['desk.example', 'branch.example', 'lists.example'] }),
    version('reply-goals', 1, goals(10_000, null, 30_000)),
    version('reply-goals', 2, goals(null, 20_000, null)),
  ]);
}
