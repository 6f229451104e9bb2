import { randomUUID } from 'node:crypto';
import { CoreError, invalid, notFound, requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** How a channel names a contact. */
export interface ContactSource { readonly channelId: number; readonly sourceId: string; readonly contactId: number }

const columns = sql`channel_id AS "channelId", source_id AS "sourceId", contact_id AS "contactId"`;
const sourceIdMax = 255;

/** Names the contact in the channel; without `sourceId` a new name is made. The contact's own name again: nothing happens. `conflict` where the name is another contact's. */
export async function putContactSource(tx: Tx, act: Act, { channelId, contactId, sourceId = randomUUID() }: { channelId: number; contactId: number; sourceId?: string }): Promise<ContactSource> {
  requirePermission(act, 'contacts.write');
  if (sourceId === '' || sourceId.length > sourceIdMax || !sourceId.isWellFormed() || /[\u0000-\u001f]/.test(sourceId)) throw invalid('sourceId', `must be text of at most ${sourceIdMax} characters`, 'too-long', { max: sourceIdMax });
  await tx.run(sql`
    INSERT INTO contact_sources (account_id, channel_id, source_id, contact_id, created_at) VALUES (${tx.accountId}, ${channelId}, ${sourceId}, ${contactId}, ${act.now})
    ON CONFLICT DO NOTHING`).catch(unknownKey);
  const held = await findContactSource(tx, seesAll(act), channelId, sourceId);
  if (held?.contactId !== contactId) throw new CoreError('conflict', 'This source id is another contact\'s.', { key: 'point-taken' });
  return held;
}

export async function findContactSource(tx: Tx, act: Act, channelId: number, sourceId: string): Promise<ContactSource | null> {
  requirePermission(act, 'contacts.read');
  if (!sourceId.isWellFormed() || sourceId.includes('\0')) return null;
  return tx.maybe(sql<ContactSource>`SELECT ${columns} FROM contact_sources WHERE account_id = ${tx.accountId} AND channel_id = ${channelId} AND source_id = ${sourceId}`);
}

/** Locks the name until the commit: of two who begin something for it at once, the later one sees what the earlier did. */
export async function lockContactSource(tx: Tx, { channelId, sourceId }: Pick<ContactSource, 'channelId' | 'sourceId'>): Promise<void> {
  await tx.maybe(sql<object>`SELECT contact_id FROM contact_sources WHERE account_id = ${tx.accountId} AND channel_id = ${channelId} AND source_id = ${sourceId} FOR NO KEY UPDATE`);
}

/** From now on it is certain who comes by this name: the channel's key has proved it. */
export async function markSourceVerified(tx: Tx, act: Act, { channelId, sourceId }: Pick<ContactSource, 'channelId' | 'sourceId'>): Promise<void> {
  requirePermission(act, 'contacts.write');
  await tx.run(sql`UPDATE contact_sources SET is_verified = true WHERE account_id = ${tx.accountId} AND channel_id = ${channelId} AND source_id = ${sourceId}`);
}

/** The contact's oldest name in the channel that was proved; null: none was. */
export async function findVerifiedSource(tx: Tx, act: Act, channelId: number, contactId: number): Promise<ContactSource | null> {
  requirePermission(act, 'contacts.read');
  return tx.maybe(sql<ContactSource>`
    SELECT ${columns} FROM contact_sources WHERE account_id = ${tx.accountId} AND contact_id = ${contactId} AND channel_id = ${channelId} AND is_verified ORDER BY created_at, source_id LIMIT 1`);
}

/** Of these contacts, oldest first. */
export async function findContactSources(tx: Tx, act: Act, contactIds: readonly number[]): Promise<ContactSource[]> {
  requirePermission(act, 'contacts.read');
  return tx.rows(sql<ContactSource>`
    SELECT ${columns} FROM contact_sources WHERE account_id = ${tx.accountId} AND contact_id = ANY(${[...contactIds]}::bigint[]) ORDER BY created_at, channel_id, source_id`);
}

/** The keys hold the account: another account's row is as unknown as one that never was. */
function unknownKey(error: unknown): never {
  const { code, constraint = '' } = error as { code?: unknown; constraint?: string };
  throw code === '23503' ? notFound(constraint.includes('contact_id') ? 'contact' : 'channel') : error;
}

/** A contact's names go to another, all or only these. Part of the merge of contacts. Returns which went. */
export async function moveContactSources(
  tx: Tx, { from, into, only }: { from: number; into: number; only?: readonly { readonly channelId: number; readonly sourceId: string }[] },
): Promise<{ channelId: number; sourceId: string }[]> {
  if (only?.length === 0) return [];
  const wanted = only === undefined ? sql`true` : sql`EXISTS (
    SELECT FROM jsonb_to_recordset(${JSON.stringify(only)}::jsonb) AS o("channelId" bigint, "sourceId" text) WHERE o."channelId" = channel_id AND o."sourceId" = source_id)`;
  return tx.rows(sql<{ channelId: number; sourceId: string }>`
    UPDATE contact_sources SET contact_id = ${into} WHERE account_id = ${tx.accountId} AND contact_id = ${from} AND ${wanted} RETURNING channel_id AS "channelId", source_id AS "sourceId"`);
}

/** A contact's names go for good. Part of the removal of contacts. */
export async function dropContactSources(tx: Tx, contactIds: readonly number[]): Promise<void> {
  await tx.run(sql`
    DELETE FROM visitors v USING contact_sources s WHERE v.account_id = ${tx.accountId} AND s.account_id = v.account_id AND s.channel_id = v.channel_id AND s.source_id = v.source_id
      AND s.contact_id = ANY(${[...contactIds]}::bigint[])`);
  await tx.run(sql`DELETE FROM contact_sources WHERE account_id = ${tx.accountId} AND contact_id = ANY(${[...contactIds]}::bigint[])`);
}
