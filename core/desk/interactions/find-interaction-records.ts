import { findInteractions, type FoundInteraction, type Interaction, type InteractionFilter, type InteractionPage, type InteractionSort } from '#core/interactions/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { findMenus, type Menu } from '#core/queues/index.ts';
import { sql, type Tx } from '#storage/index.ts';

export interface NamedAgent { readonly id: number; readonly name: string; readonly firstName: string | null; readonly lastName: string | null; readonly agentNumber: string | null; readonly avatarUrl: string | null }
/** `externalId`: how another system calls the contact, where one does. */
export interface NamedContact { readonly id: number; readonly name: string; readonly externalId: string | null }
export interface NamedQueue { readonly id: number; readonly name: string; readonly priority: number; readonly menuPathId: number | null; readonly queueGroupId: number | null }
export interface NamedPath { readonly id: number; readonly name: string; readonly path: string; readonly items: number }
export interface InteractionFile { readonly id: number; readonly interactionId: number; readonly kind: 'photo' | 'screenshot' | 'video'; readonly url: string }

/** The words behind the ids of a page of interactions. */
export interface InteractionNames {
  readonly agents: ReadonlyMap<number, NamedAgent>;
  readonly contacts: ReadonlyMap<number, NamedContact>;
  readonly menus: ReadonlyMap<number, Menu>;
  readonly paths: ReadonlyMap<number, NamedPath>;
  readonly queues: ReadonlyMap<number, NamedQueue>;
  readonly filesOf: ReadonlyMap<number, readonly InteractionFile[]>;
}

export interface InteractionRecords { readonly total: number; readonly found: readonly FoundInteraction[]; readonly names: InteractionNames }

/** `queuePriority`: by the priority that its queue has now; 0 without a queue. */
export type InteractionRecordPage = Omit<InteractionPage, 'sort'> & { readonly sort: InteractionSort | 'queuePriority' };

/** A page of calls or chats with everything that they name: a constant number of statements. Deleted menus and contacts keep their names in the record. */
export async function findInteractionRecords(tx: Tx, act: Act, filter: InteractionFilter, page: InteractionRecordPage): Promise<InteractionRecords> {
  requirePermission(act, 'queues.read');
  const { total, found } = await findInteractions(tx, act, filter, await byColumn(tx, page));
  return { total, found, names: await namesOf(tx, act, found.map(({ interaction }) => interaction)) };
}

/** Priorities are from -100: moved up and written in one length they stand in their order. */
async function byColumn(tx: Tx, { sort, ...rest }: InteractionRecordPage): Promise<InteractionPage> {
  if (sort !== 'queuePriority') return { ...rest, sort };
  const queues = await tx.rows(sql<{ id: number; priority: number }>`SELECT id, priority FROM queues WHERE account_id = ${tx.accountId}`);
  const ranks = [['', 0] as const, ...queues.map(({ id, priority }) => [String(id), priority] as const)].map(([id, priority]) => [id, String(priority + 1_000).padStart(4, '0')] as const);
  return { ...rest, sort: 'queueId', words: Object.fromEntries(ranks) };
}

export async function namesOf(tx: Tx, act: Act, interactions: readonly Interaction[]): Promise<InteractionNames> {
  const all = (of: (interaction: Interaction) => readonly (number | null)[]): number[] => [...new Set(interactions.flatMap(of).filter((id) => id !== null))];
  const agentIds = all(({ agentId, parties, transfers, spans }) => [agentId, ...parties.map((one) => one.agentId), ...transfers.flatMap((one) => [one.fromAgentId, one.toAgentId]), ...spans.map((one) => one.agentId)]);
  const queueIds = all(({ queueId, spans, transfers }) => [queueId, ...spans.map((one) => one.queueId), ...transfers.flatMap((one) => [one.fromQueueId, one.toQueueId])]);
  const menuIds = all(({ menuId }) => [menuId]);
  const queues = queueIds.length === 0 ? [] : await tx.rows(sql<NamedQueue>`
    SELECT id, name, priority, menu_path_id AS "menuPathId", queue_group_id AS "queueGroupId" FROM queues WHERE account_id = ${tx.accountId} AND id = ANY(${queueIds}::bigint[])`);
  const pathIds = [...new Set([...all(({ menuPathId, spans }) => [menuPathId, ...spans.map((one) => one.menuPathId)]), ...queues.flatMap((queue) => queue.menuPathId ?? [])])];
  const agents = agentIds.length === 0 ? [] : await tx.rows(sql<NamedAgent>`
    SELECT id, name, first_name AS "firstName", last_name AS "lastName", agent_number AS "agentNumber", avatar_url AS "avatarUrl" FROM agents WHERE account_id = ${tx.accountId} AND id = ANY(${agentIds}::bigint[])`);
  const contactIds = all(({ contactId }) => [contactId]);
  const contacts = contactIds.length === 0 ? [] : await tx.rows(sql<NamedContact>`
    SELECT c.id, c.name, (SELECT p.value FROM contact_points p WHERE p.account_id = c.account_id AND p.contact_id = c.id AND p.kind = 'external' ORDER BY p.is_main DESC, p.id LIMIT 1) AS "externalId"
    FROM contacts c WHERE c.account_id = ${tx.accountId} AND c.id = ANY(${contactIds}::bigint[])`);
  const paths = pathIds.length === 0 ? [] : await tx.rows(sql<NamedPath>`
    SELECT p.id, m.name, p.path, p.items FROM menu_paths p JOIN menus m ON m.account_id = p.account_id AND m.id = p.menu_id WHERE p.account_id = ${tx.accountId} AND p.id = ANY(${pathIds}::bigint[])`);
  const { menus } = menuIds.length === 0 ? { menus: [] } : await findMenus(tx, act, { ids: menuIds, withDeleted: true });
  const files = interactions.length === 0 ? [] : await tx.rows(sql<InteractionFile>`
    SELECT id, interaction_id AS "interactionId", kind, url FROM interaction_files WHERE account_id = ${tx.accountId} AND interaction_id = ANY(${interactions.map(({ id }) => id)}::bigint[]) ORDER BY id`);
  const byId = <Named extends { readonly id: number }>(named: readonly Named[]): ReadonlyMap<number, Named> => new Map(named.map((one) => [one.id, one]));
  return { agents: byId(agents), contacts: byId(contacts), menus: byId(menus), paths: byId(paths), queues: byId(queues), filesOf: Map.groupBy(files, (file) => file.interactionId) };
}
