import { requirePermission, type Act } from '#core/kernel/index.ts';
import { allOf, sql, type Sql, type Tx } from '#storage/index.ts';
import type { Interaction } from '../interaction.ts';
import { fromRows, type InteractionRows } from '../rows/interaction-rows.ts';
import { wholeColumns } from '../rows/load-interaction.ts';
import { interactionConditions, rangeConditions, sortKey, type InteractionFilter, type InteractionSort, type InteractionWords } from './interaction-filter.ts';

/** `words`: the order is that of these, which stand for the values of the column. */
export interface InteractionPage { readonly sort: InteractionSort; readonly words?: InteractionWords | undefined; readonly descending?: boolean; readonly offset: number; readonly limit: number }
export interface FoundInteraction { readonly interaction: Interaction; readonly uuid: string; /** As it is shown outside, RFC 3339. */ readonly updatedAt: string }

interface Key { readonly id: number; readonly updatedAt: string }

/**
 * Calls or chats that are shown, whole, and how many fit in all: three or four statements, whatever the page. Equal ones follow by their place in the list,
 * what has nothing in the sorted column comes last. Without a filter, in the order in which they came, a page at any depth is one range of an
 * index and the count is kept; likewise with an `updatedAt` that leaves nobody out. Other pages are cut from an index or a sort by OFFSET.
 */
export async function findInteractions(tx: Tx, act: Act, filter: InteractionFilter, page: InteractionPage): Promise<{ total: number; found: FoundInteraction[] }> {
  requirePermission(act, 'queues.read');
  const { keys, total } = await findKeys(tx, filter, page);
  return { total, found: await loadAll(tx, keys) };
}

async function findKeys(tx: Tx, filter: InteractionFilter, page: InteractionPage): Promise<{ keys: Key[]; total: number }> {
  const { kind, updatedAt: _ofProjection, ...rest } = filter;
  const ofRow = Object.values(rest).some((value) => value !== undefined && (typeof value !== 'object' || Array.isArray(value) || Object.values(value).some((range) => range !== undefined)));
  const shown = [sql`s.account_id = ${tx.accountId}`, sql`s.kind = ${kind}`, ...await updateConditions(tx, filter)];
  const isAll = !ofRow && shown.length === 2;
  const { sort, words, descending = false, offset, limit } = page;
  if (isAll && sort === 'ordinal') {
    const total = await countShown(tx, kind);
    const range = descending ? sql`s.ordinal > ${total - offset - limit} AND s.ordinal <= ${total - offset}` : sql`s.ordinal > ${offset} AND s.ordinal <= ${offset + limit}`;
    return { total, keys: await tx.rows(keysWhere(allOf([...shown, range]), sql`s.ordinal ${descending ? sql`DESC` : sql`ASC`}`, false)) };
  }
  const isOfShown = !ofRow && (sort === 'ordinal' || sort === 'updatedAt');
  const conditions = interactionConditions(tx.accountId, filter);
  const where = allOf([...shown, ...(ofRow ? conditions : [])]);
  const direction = descending ? sql`DESC` : sql`ASC`;
  const never = sort === 'ordinal' || sort === 'id' || sort === 'updatedAt' || sort === 'createdAt';
  const order = sql`${sortKey(sort, words)} ${direction} ${never ? sql`` : sql`NULLS LAST`}, s.ordinal`;
  const ofRows = isOfShown ? where : allOf([...shown, ...conditions]);
  // Of one agent, one contact or some ids there are thousands at most: counted while they are sorted. What may be half of all is counted apart, from an index alone.
  if (ofRow && (rest.ids !== undefined || (rest.agentIds !== undefined && rest.agentIds.length <= agentsFew) || rest.contactIds !== undefined)) {
    const keys = await tx.rows(sql<Key & { total: number }>`${keysWhere(ofRows, order, true, sql`, count(*) OVER () AS total`)} LIMIT ${limit} OFFSET ${offset}`);
    if (keys[0] !== undefined || offset === 0) return { total: keys[0]?.total ?? 0, keys };
  }
  const { total } = isAll ? { total: await countShown(tx, kind) } : await tx.one(sql<{ total: number }>`SELECT count(*) AS total FROM interaction_shown s ${ofRow ? joined : sql``} WHERE ${where}`);
  if (total <= offset) return { total, keys: [] };
  return { total, keys: await tx.rows(sql<Key>`${keysWhere(ofRows, order, !isOfShown)} LIMIT ${limit} OFFSET ${offset}`) };
}

/** Agents whose calls together are few enough to be sorted whole. */
const agentsFew = 10;

const joined = sql`JOIN interactions i ON i.account_id = s.account_id AND i.id = s.interaction_id`;

function keysWhere(where: Sql, order: Sql, withRow: boolean, more: Sql = sql``): Sql<Key> {
  return sql<Key>`SELECT s.interaction_id AS id, s.shown_at AS "updatedAt" ${more} FROM interaction_shown s ${withRow ? joined : sql``} WHERE ${where} ORDER BY ${order}`;
}

/** A first pull asks for all that changed since long ago: where that is everything, it is no filter. */
async function updateConditions(tx: Tx, { kind, updatedAt }: InteractionFilter): Promise<Sql[]> {
  const { from, to } = updatedAt ?? {};
  const narrows = async (condition: Sql): Promise<boolean> => (await tx.maybe(sql`SELECT 1 AS there FROM interaction_shown s WHERE s.account_id = ${tx.accountId} AND s.kind = ${kind} AND ${condition} LIMIT 1`)) !== null;
  return [
    ...(from !== undefined && await narrows(sql`s.shown_at < ${from}::timestamptz`) ? rangeConditions(sql`s.shown_at`, { from }, sql`timestamptz`) : []),
    ...(to !== undefined && await narrows(sql`s.shown_at > ${to}::timestamptz`) ? rangeConditions(sql`s.shown_at`, { to }, sql`timestamptz`) : []),
  ];
}

async function countShown(tx: Tx, kind: string): Promise<number> {
  return (await tx.maybe(sql<{ shown: number }>`SELECT shown FROM interaction_heads WHERE account_id = ${tx.accountId} AND kind = ${kind}`))?.shown ?? 0;
}

/** By key, one after another: asked for a list of ids, the planner may walk an index that only ends in the id (95 ms instead of 1 at 250,000 calls). */
async function loadAll(tx: Tx, keys: readonly Key[]): Promise<FoundInteraction[]> {
  if (keys.length === 0) return [];
  const rows = await tx.rows(sql<InteractionRows & { uuid: string }>`
    SELECT ${wholeColumns}, i.uuid
    FROM unnest(${keys.map(({ id }) => id)}::bigint[]) AS k(id) CROSS JOIN LATERAL (SELECT * FROM interactions o WHERE o.account_id = ${tx.accountId} AND o.id = k.id OFFSET 0) i`);
  const byId = new Map(rows.map((row) => [row.row.id, row]));
  return keys.map(({ id, updatedAt }) => ({ interaction: fromRows(byId.get(id)!), uuid: byId.get(id)!.uuid, updatedAt }));
}
