import { sql, type Database, type Tx } from '#storage/index.ts';
import type { ContactSource } from '../contact-sources.ts';

/** A channel as it is known from outside. */
export interface Door { readonly accountId: number; readonly channelId: number; readonly kind: string }

/** A contact as one of its channels names it, with the account. */
export interface KnownContact extends ContactSource { readonly accountId: number }

const tokenShape = /^[0-9a-f]{64}$/;

/** Whose door this is; null: nobody's, or its channel takes nothing any more. Asked before the account is known. */
export async function findDoor(database: Pick<Database, 'rows'>, token: string): Promise<Door | null> {
  if (!tokenShape.test(token)) return null;
  const [door] = await database.rows(sql<Door>`SELECT account_id AS "accountId", channel_id AS "channelId", kind FROM channel_of_door(${token})`);
  return door ?? null;
}

/** Who comes with this pubsub token; null: nobody, or a contact that was deleted. Asked before the account is known. */
export async function findContactByPubsubToken(database: Pick<Database, 'rows'>, token: string): Promise<KnownContact | null> {
  if (!tokenShape.test(token)) return null;
  const [contact] = await database.rows(sql<KnownContact>`
    SELECT account_id AS "accountId", channel_id AS "channelId", source_id AS "sourceId", contact_id AS "contactId" FROM contact_of_pubsub_token(${token})`);
  return contact ?? null;
}

/** The same of many, in one statement; those that name nobody are left out. For connections that stay open. */
export async function findContactsByPubsubTokens(database: Pick<Database, 'rows'>, tokens: readonly string[]): Promise<Map<string, KnownContact>> {
  const shaped = tokens.filter((token) => tokenShape.test(token));
  if (shaped.length === 0) return new Map();
  const rows = await database.rows(sql<KnownContact & { token: string }>`
    SELECT t.token, c.account_id AS "accountId", c.channel_id AS "channelId", c.source_id AS "sourceId", c.contact_id AS "contactId"
    FROM unnest(${shaped}::text[]) AS t(token) CROSS JOIN LATERAL contact_of_pubsub_token(t.token) c`);
  return new Map(rows.map(({ token, ...contact }) => [token, contact]));
}

/** The token by which realtime doors know a contact; null where the channel does not name it so. For whoever may act as that contact. */
export async function getPubsubToken(tx: Pick<Tx, 'accountId' | 'maybe'>, { channelId, sourceId }: Pick<ContactSource, 'channelId' | 'sourceId'>): Promise<string | null> {
  const row = await tx.maybe(sql<{ token: string }>`SELECT pubsub_token AS token FROM contact_sources WHERE account_id = ${tx.accountId} AND channel_id = ${channelId} AND source_id = ${sourceId}`);
  return row?.token ?? null;
}
