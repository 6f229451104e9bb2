import { appendEvents } from '#core/events/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { dropFilledIn } from './contents/drop-filled-in.ts';
import { dropUnnamedBytes } from './imports/drop-unnamed-bytes.ts';

/** Messages of a transaction. */
const roundMax = 500;

/**
 * Takes the words out of conversations that are calls or chats: what was written, by whom (names, not ids), files, notes, drafts and the subject. The messages stay, empty, and with them when each
 * was written and every figure. Others than calls and chats, and those under legal hold, are left alone. For projections: asks for no permission. Again: changes nothing.
 * @returns how many messages lost words; 500: there may be more
 */
export async function eraseLineWords(tx: Tx, act: Act, conversationIds: readonly number[]): Promise<number> {
  const held = await tx.rows(sql<{ id: number }>`
    SELECT id FROM conversations WHERE account_id = ${tx.accountId} AND id = ANY(${[...conversationIds]}::bigint[]) AND kind IN ('call', 'chat') AND NOT legal_hold ORDER BY id FOR NO KEY UPDATE`);
  if (held.length === 0) return 0;
  const ids = held.map(({ id }) => id);
  const messages = await tx.rows(sql<{ id: number; conversationId: number }>`
    SELECT m.id, m.conversation_id AS "conversationId" FROM messages m LEFT JOIN message_bodies b ON b.account_id = m.account_id AND b.message_id = m.id
    WHERE m.account_id = ${tx.accountId} AND m.conversation_id = ANY(${ids}::bigint[]) AND m.direction <> 'act'
      AND (m.subject <> '' OR m.sender_name <> '' OR m.has_attachments OR b.text <> '' OR b.html IS NOT NULL) ORDER BY m.id LIMIT ${roundMax}`);
  const messageIds = messages.map(({ id }) => id);
  if (messageIds.length > 0) {
    await tx.run(sql`UPDATE messages SET subject = '', sender_name = '', has_attachments = false WHERE account_id = ${tx.accountId} AND id = ANY(${messageIds}::bigint[])`);
    await tx.run(sql`UPDATE message_bodies SET text = '', html = NULL, remote_images = 0 WHERE account_id = ${tx.accountId} AND message_id = ANY(${messageIds}::bigint[])`);
    const files = await tx.rows(sql<{ sha256: string }>`DELETE FROM attachments WHERE account_id = ${tx.accountId} AND message_id = ANY(${messageIds}::bigint[]) RETURNING sha256`);
    await dropUnnamedBytes(tx, [], files.map(({ sha256 }) => sha256));
    await dropFilledIn(tx, messageIds);
    await appendEvents(tx, act, messages.map(({ id, conversationId }) => ({ type: 'message.erased' as const, conversationId, messageId: id, data: {} })));
  }
  await tx.run(sql`DELETE FROM drafts WHERE account_id = ${tx.accountId} AND conversation_id = ANY(${ids}::bigint[])`);
  await tx.run(sql`UPDATE conversations SET subject = '' WHERE account_id = ${tx.accountId} AND id = ANY(${ids}::bigint[]) AND subject <> ''`);
  return messages.length;
}
