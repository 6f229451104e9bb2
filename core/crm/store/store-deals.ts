import { sql, type Tx } from '#storage/index.ts';
import type { CrmDeal } from '../source.ts';
import { findErased } from './erase-addresses.ts';
import { safeText } from './safe-text.ts';

const contactsMax = 500;
const valueMax = 1e15;

/**
 * A page of deals as they are now; a stage that nobody has named yet is made. Storing it again changes nothing. Returns how many were new or different, and how many
 * went because they were merged into another.
 */
export async function storeDeals(tx: Tx, { connectionId, round, now }: { connectionId: number; round: number; now: string }, deals: readonly CrmDeal[]): Promise<{ changed: number; removed: number }> {
  const erased = await findErased(tx, deals.flatMap(({ contactIds }) => contactIds)); // a file's contact is named by its address
  const rows = [...new Map(deals.map((deal) => [safeText(deal.id, 300), deal])).entries()].map(([id, deal]) => ({
    id, name: safeText(deal.name, 500), stage: deal.stageId === null ? null : safeText(deal.stageId, 300), owner: deal.ownerId === null ? null : safeText(deal.ownerId, 300),
    value: deal.value !== null && Number.isFinite(deal.value) && Math.abs(deal.value) < valueMax ? deal.value : null, currency: deal.currency === null ? null : safeText(deal.currency, 3).toUpperCase(),
    opened: instant(deal.openedAt), closes: instant(deal.closesAt), changed: instant(deal.changedAt),
    contacts: [...new Set(deal.contactIds.filter((one) => !erased.has(one)).map((one) => safeText(one, 300)))].slice(0, contactsMax), absorbed: deal.absorbed.map((one) => safeText(one, 300)).filter((one) => one !== id),
  }));
  if (rows.length === 0) return { changed: 0, removed: 0 };
  const json = JSON.stringify(rows);
  const given = sql`jsonb_to_recordset(${json}::jsonb) AS r(id text, name text, stage text, owner text, value numeric, currency text, opened timestamptz, closes timestamptz, changed timestamptz)`;
  await tx.run(sql`
    INSERT INTO deal_stages (account_id, connection_id, external_id, pipeline, label, position, outcome)
    SELECT DISTINCT ${tx.accountId}::bigint, ${connectionId}::bigint, r.stage, '', r.stage, 0, 'open' FROM ${given} WHERE r.stage IS NOT NULL ON CONFLICT DO NOTHING`);
  const changed = await tx.rows(sql<{ externalId: string }>`
    INSERT INTO deals AS d (account_id, connection_id, external_id, name, stage_id, owner_id, value, currency, opened_at, closes_at, changed_at, round, created_at, updated_at)
    SELECT ${tx.accountId}::bigint, ${connectionId}::bigint, r.id, r.name, s.id, r.owner, r.value, r.currency, r.opened, r.closes, r.changed, ${round}::bigint, ${now}::timestamptz, ${now}::timestamptz
    FROM ${given} LEFT JOIN deal_stages s ON s.account_id = ${tx.accountId} AND s.connection_id = ${connectionId} AND s.external_id = r.stage ORDER BY r.id
    ON CONFLICT (account_id, connection_id, external_id) DO UPDATE SET name = excluded.name, stage_id = excluded.stage_id, owner_id = excluded.owner_id, value = excluded.value, currency = excluded.currency,
      opened_at = excluded.opened_at, closes_at = excluded.closes_at, changed_at = excluded.changed_at, updated_at = excluded.updated_at, deleted_at = NULL
      WHERE d.deleted_at IS NOT NULL OR (d.name, d.stage_id, d.owner_id, d.value, d.currency, d.opened_at, d.closes_at, d.changed_at)
        IS DISTINCT FROM (excluded.name, excluded.stage_id, excluded.owner_id, excluded.value, excluded.currency, excluded.opened_at, excluded.closes_at, excluded.changed_at)
    RETURNING external_id AS "externalId"`);
  const ids = rows.map(({ id }) => id);
  await tx.run(sql`UPDATE deals SET round = ${round} WHERE account_id = ${tx.accountId} AND connection_id = ${connectionId} AND external_id = ANY(${ids}::text[]) AND round <> ${round}`);
  const relinked = await linkContacts(tx, connectionId, rows);
  const removed = await removeDeals(tx, { connectionId, now }, rows.flatMap(({ absorbed }) => absorbed).filter((one) => !ids.includes(one)));
  return { changed: new Set([...changed.map(({ externalId }) => externalId), ...relinked]).size, removed };
}

async function linkContacts(tx: Tx, connectionId: number, rows: readonly { id: string; contacts: readonly string[] }[]): Promise<string[]> {
  const pairs = JSON.stringify(rows.flatMap(({ id, contacts }) => contacts.map((contact) => ({ id, contact }))));
  const wanted = sql`
    SELECT d.id AS deal_id, r.contact, r.id FROM jsonb_to_recordset(${pairs}::jsonb) AS r(id text, contact text)
    JOIN deals d ON d.account_id = ${tx.accountId} AND d.connection_id = ${connectionId} AND d.external_id = r.id`;
  const gone = await tx.rows(sql<{ id: string }>`
    DELETE FROM deal_contacts c USING deals d
    WHERE d.account_id = ${tx.accountId} AND d.connection_id = ${connectionId} AND d.external_id = ANY(${rows.map(({ id }) => id)}::text[]) AND c.account_id = d.account_id AND c.deal_id = d.id
      AND NOT EXISTS (SELECT FROM (${wanted}) w WHERE w.deal_id = c.deal_id AND w.contact = c.external_id) RETURNING d.external_id AS id`);
  const come = await tx.rows(sql<{ dealId: number }>`
    INSERT INTO deal_contacts (account_id, deal_id, connection_id, external_id)
    SELECT ${tx.accountId}::bigint, w.deal_id, ${connectionId}::bigint, w.contact FROM (${wanted}) w ON CONFLICT DO NOTHING RETURNING deal_id AS "dealId"`);
  const named = come.length === 0 ? [] : await tx.rows(sql<{ id: string }>`SELECT external_id AS id FROM deals WHERE account_id = ${tx.accountId} AND id = ANY(${come.map(({ dealId }) => dealId)}::bigint[])`);
  return [...gone, ...named].map(({ id }) => id);
}

/** Gone there: what it said goes here, too; only its number stays. Ids that are not known are passed over. */
export async function removeDeals(tx: Tx, { connectionId, now }: { connectionId: number; now: string }, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const rows = await tx.rows(sql<{ id: number }>`
    UPDATE deals SET name = '', stage_id = NULL, owner_id = NULL, value = NULL, currency = NULL, opened_at = NULL, closes_at = NULL, changed_at = NULL, deleted_at = ${now}, updated_at = ${now}
    WHERE account_id = ${tx.accountId} AND connection_id = ${connectionId} AND external_id = ANY(${[...ids]}::text[]) AND deleted_at IS NULL RETURNING id`);
  await tx.run(sql`DELETE FROM deal_contacts WHERE account_id = ${tx.accountId} AND deal_id = ANY(${rows.map(({ id }) => id)}::bigint[])`);
  return rows.length;
}

function instant(text: string | null): string | null {
  if (text === null) return null;
  const ms = Date.parse(text);
  return Number.isNaN(ms) || ms < -62e12 || ms > 253e12 ? null : new Date(ms).toISOString();
}
