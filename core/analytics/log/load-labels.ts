import { sql, type Tx } from '#storage/index.ts';
import { carriedLabels } from './label-conditions.ts';

/** Labels of each message itself, by name. */
export async function loadMessageLabels(tx: Tx, messageIds: readonly number[]): Promise<Map<number, string[]>> {
  return byOwner(await tx.rows(sql<Row>`
    SELECT x.message_id AS owner, array_agg(l.name ORDER BY l.name) AS names
    FROM message_labels x JOIN labels l ON l.account_id = x.account_id AND l.id = x.label_id
    WHERE x.account_id = ${tx.accountId} AND x.message_id = ANY(${[...messageIds]}::bigint[]) GROUP BY x.message_id`));
}

/** Labels of each conversation and of its mails, each once, by name. */
export async function loadConversationLabels(tx: Tx, conversationIds: readonly number[]): Promise<Map<number, string[]>> {
  return byOwner(await tx.rows(sql<Row>`
    SELECT k.conversation_id AS owner, array_agg(l.name ORDER BY l.name) AS names
    FROM (${carriedLabels(sql`${tx.accountId}::bigint`, sql`SELECT unnest(${[...conversationIds]}::bigint[])`, false)}) k
      JOIN labels l ON l.account_id = ${tx.accountId} AND l.id = k.label_id
    GROUP BY k.conversation_id`));
}

interface Row { readonly owner: number; readonly names: string[] }

function byOwner(rows: readonly Row[]): Map<number, string[]> {
  return new Map(rows.map((row) => [row.owner, row.names]));
}
