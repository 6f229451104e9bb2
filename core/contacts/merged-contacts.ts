import { notFound } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { keepFirstPoints } from './keep-first-points.ts';

/** Where a contact has gone by merges, however many; the id itself where it has not, or is none. For reads and commands that are given an id from outside. */
export async function resolveContactId(tx: Tx, contactId: number): Promise<number> {
  const row = await tx.maybe(sql<{ id: number }>`
    WITH RECURSIVE chain AS (
      SELECT c.id, c.merged_into, 1 AS step FROM contacts c WHERE c.account_id = ${tx.accountId} AND c.id = ${contactId}
      UNION ALL SELECT c.id, c.merged_into, chain.step + 1 FROM chain JOIN contacts c ON c.account_id = ${tx.accountId} AND c.id = chain.merged_into WHERE chain.step < 1000
    ) SELECT id FROM chain WHERE merged_into IS NULL`);
  return row?.id ?? contactId;
}

/** What of a contact's own rows went over to another. */
export interface MovedContact {
  readonly points: readonly number[];
  /** Those of the points that were the first of their kind by choice. */
  readonly mains: readonly number[];
  /** Taken over, because the other had none. */
  readonly companyId: number | null;
  /** The other's note before and after; null: it stayed. */
  readonly note: { readonly before: string; readonly after: string } | null;
}

export interface LockedContact { readonly id: number; readonly name: string; readonly companyId: number | null; readonly note: string; readonly legalHold: boolean }

/** Both, locked in order of id; `not-found` where one is not there, deleted or merged. */
export async function lockContacts(tx: Tx, ids: readonly [number, number]): Promise<[LockedContact, LockedContact]> {
  const rows = await tx.rows(sql<LockedContact>`
    SELECT id, name, company_id AS "companyId", note, legal_hold AS "legalHold" FROM contacts
    WHERE account_id = ${tx.accountId} AND id = ANY(${[...ids]}::bigint[]) AND deleted_at IS NULL ORDER BY id FOR UPDATE`);
  const [first, second] = ids.map((id) => rows.find((row) => row.id === id));
  if (!first || !second) throw notFound('contact');
  return [first, second];
}

const noteMax = 10_000;

/** Both notes, one under the other; the longer of them where together they are too long to keep. */
export function joinNotes(into: string, from: string): string {
  if (from === '' || from === into) return into;
  const both = into === '' ? from : `${into}\n\n${from}`;
  return both.length > noteMax ? into : both;
}

/** Points, company and note go over; the source is a tombstone that leads to the target. Part of `mergeContacts`, which has locked both. */
export async function moveContactRows(tx: Tx, now: string, from: LockedContact, into: LockedContact): Promise<MovedContact> {
  const points = await tx.rows(sql<{ id: number; isMain: boolean }>`
    SELECT id, is_main AS "isMain" FROM contact_points WHERE account_id = ${tx.accountId} AND contact_id = ${from.id} ORDER BY id`);
  // What was first with the target stays first: an older point of the source would come before it.
  await tx.run(sql`
    UPDATE contact_points SET is_main = true WHERE account_id = ${tx.accountId} AND id IN (
      SELECT DISTINCT ON (kind) id FROM contact_points WHERE account_id = ${tx.accountId} AND contact_id = ${into.id} ORDER BY kind, is_main DESC, id)`);
  await tx.run(sql`UPDATE contact_points SET contact_id = ${into.id}, is_main = false WHERE account_id = ${tx.accountId} AND contact_id = ${from.id}`);
  const companyId = into.companyId === null ? from.companyId : null;
  const after = joinNotes(into.note, from.note);
  await tx.run(sql`
    UPDATE contacts SET company_id = coalesce(company_id, ${companyId}::bigint), note = ${after}, legal_hold = legal_hold OR ${from.legalHold}::boolean, updated_at = ${now}
    WHERE account_id = ${tx.accountId} AND id = ${into.id}`);
  await tx.run(sql`UPDATE contacts SET deleted_at = ${now}, merged_into = ${into.id}, updated_at = ${now} WHERE account_id = ${tx.accountId} AND id = ${from.id}`);
  await keepFirstPoints(tx, [into.id, from.id]);
  return { points: points.map(({ id }) => id), mains: points.filter(({ isMain }) => isMain).map(({ id }) => id), companyId, note: after === into.note ? null : { before: into.note, after } };
}

/** What of it is still with the holder goes back; what was changed since stays as it is. Part of `unmergeContact`, which has locked both. */
export async function moveContactRowsBack(tx: Tx, now: string, { from, holder, moved }: { from: number; holder: number; moved: MovedContact }): Promise<void> {
  await tx.run(sql`
    UPDATE contact_points SET contact_id = ${from}, is_main = id = ANY(${[...moved.mains]}::bigint[])
    WHERE account_id = ${tx.accountId} AND contact_id = ${holder} AND id = ANY(${[...moved.points]}::bigint[])`);
  await tx.run(sql`
    UPDATE contacts SET updated_at = ${now},
      company_id = CASE WHEN ${moved.companyId !== null}::boolean AND company_id = ${moved.companyId}::bigint THEN NULL ELSE company_id END,
      note = CASE WHEN ${moved.note !== null}::boolean AND note = ${moved.note?.after ?? ''} THEN ${moved.note?.before ?? ''} ELSE note END
    WHERE account_id = ${tx.accountId} AND id = ${holder}`);
  await tx.run(sql`
    UPDATE contacts SET deleted_at = NULL, merged_into = NULL, merge_undo = NULL, updated_at = ${now} WHERE account_id = ${tx.accountId} AND id = ${from}`);
  await keepFirstPoints(tx, [holder, from]);
}

export async function keepMergeUndo(tx: Tx, contactId: number, undo: unknown): Promise<void> {
  await tx.run(sql`UPDATE contacts SET merge_undo = ${JSON.stringify(undo)}::jsonb WHERE account_id = ${tx.accountId} AND id = ${contactId}`);
}

/** A merged contact, locked, with what its merge left to take it back by (null: for good). `not-found` where it was not merged. */
export async function lockMergedContact(tx: Tx, contactId: number): Promise<{ readonly mergedInto: number; readonly undo: unknown }> {
  const row = await tx.maybe(sql<{ mergedInto: number; undo: unknown }>`
    SELECT merged_into AS "mergedInto", merge_undo AS undo FROM contacts WHERE account_id = ${tx.accountId} AND id = ${contactId} AND merged_into IS NOT NULL FOR UPDATE`);
  if (!row) throw notFound('merged contact');
  return row;
}

/** These, and all that became one with them by however many merges, by id. */
export async function withAllMerged(tx: Tx, contactIds: readonly number[]): Promise<number[]> {
  const rows = await tx.rows(sql<{ id: number }>`
    WITH RECURSIVE merged AS (
      SELECT unnest(${[...contactIds]}::bigint[]) AS id UNION SELECT c.id FROM contacts c JOIN merged m ON c.merged_into = m.id WHERE c.account_id = ${tx.accountId})
    SELECT id FROM merged ORDER BY id`);
  return rows.map(({ id }) => id);
}

/** Contacts that were merged straight into this one, in order of id; at most 50. */
export async function findMergedInto(tx: Tx, contactId: number): Promise<{ readonly id: number; readonly name: string; readonly canUnmerge: boolean }[]> {
  return tx.rows(sql<{ id: number; name: string; canUnmerge: boolean }>`
    SELECT id, name, merge_undo IS NOT NULL AS "canUnmerge" FROM contacts WHERE account_id = ${tx.accountId} AND merged_into = ${contactId} ORDER BY id LIMIT 50`);
}
