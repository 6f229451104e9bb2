import { receiveMails } from '#core/conversations/index.ts';
import { catchUp } from '#core/events/index.ts';
import { searchConsumer } from '#core/desk/index.ts';
import { factsConsumer } from '#core/analytics/index.ts';
import { sql } from '#storage/index.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import type { NativeDesk } from './open-native.ts';

/** A customer writes: one mail, one conversation. Returns its id. */
export async function customerWrites(desk: NativeDesk, mail: Parameters<typeof writeMail>[0] & { readonly id: string }): Promise<{ conversationId: number; messageId: number }> {
  return desk.database.withAccount(desk.accountId, async (tx) => {
    await receiveMails(tx, desk.act, desk.help, [writeMail({ to: ['help@desk.test'], at: '2024-05-06T10:00:00.000Z', ...mail })]);
    return tx.one(sql<{ conversationId: number; messageId: number }>`
      SELECT conversation_id AS "conversationId", id AS "messageId" FROM messages WHERE account_id = ${desk.accountId} AND mail_id = ${mail.id}`);
  });
}

/** An API channel with one conversation in it, in which a customer has written. */
export async function softwareConversation(desk: NativeDesk): Promise<{ channelId: number; conversationId: number }> {
  return desk.database.withAccount(desk.accountId, async (tx) => {
    const { id: channelId } = await tx.one(sql<{ id: number }>`
      INSERT INTO channels (account_id, kind, name, created_at) VALUES (${desk.accountId}, 'api', 'Shop', ${desk.act.now}) RETURNING id`);
    const { id: conversationId } = await tx.one(sql<{ id: number }>`
      INSERT INTO conversations (account_id, channel_id, kind, subject, started_at, last_message_at, created_at)
      VALUES (${desk.accountId}, ${channelId}, 'api', 'From the shop', ${desk.act.now}, ${desk.act.now}, ${desk.act.now}) RETURNING id`);
    return { channelId, conversationId };
  });
}

/** Lets positions and projections come up to date. */
export const settle = (desk: NativeDesk): Promise<void> => catchUp(desk.database, [factsConsumer, searchConsumer]);
