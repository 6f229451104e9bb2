import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { CoreError, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { takeMergeBack } from '../merge-conversations.ts';
import { loadOurSide } from '../our-side.ts';

/** Mails of a channel that one call takes back at most: each may leave a conversation again. */
const takeBackMax = 200;

interface VouchedFor { readonly id: number; readonly conversationId: number; readonly at: string; readonly address: string | null }

const columns = sql`m.id, m.conversation_id AS "conversationId", m.at, (SELECT a.address FROM addresses a WHERE a.account_id = m.account_id AND a.id = m.sender_id) AS address`;
const living = sql`messages m JOIN conversations c ON c.account_id = m.account_id AND c.id = m.conversation_id AND c.life <> 'deleted'`;

/**
 * Takes back that somebody said of a mail that it is ours: nothing shows it any more, so it is a customer's and marked, as it was when it came, unless
 * its domain needs no proof by now. What the word had joined to a conversation leaves it again. Audited. `conflict` where nobody vouched for it.
 */
export async function takeBackVouchForMessage(tx: Tx, act: Act, messageId: number): Promise<void> {
  requirePermission(act, 'settings.write');
  const mail = await tx.maybe(sql<VouchedFor & { proof: string | null }>`
    SELECT ${columns}, m.sender_proof AS proof FROM ${living} WHERE m.account_id = ${tx.accountId} AND m.id = ${messageId} AND m.deleted_at IS NULL FOR UPDATE OF m`);
  if (!mail) throw notFound('message');
  if (mail.proof !== 'person') throw new CoreError('conflict', 'Nobody said of this mail that it is yours.', { key: 'not-vouched' });
  await unprove(tx, act, [mail]);
  await writeAudit(tx, act, { action: 'message.vouch-taken-back', targetKind: 'message', targetId: messageId });
}

/** The same for all mails of a channel that somebody vouched for, the newest 200 at a time. Returns how many, and whether there may be more. */
export async function takeBackVouchForChannel(tx: Tx, act: Act, channelId: number): Promise<{ readonly messages: number; readonly hasMore: boolean }> {
  requirePermission(act, 'settings.write');
  const channel = await tx.rows(sql`SELECT FROM channels WHERE account_id = ${tx.accountId} AND id = ${channelId}`);
  if (channel.length === 0) throw notFound('channel');
  const mails = await tx.rows(sql<VouchedFor>`
    SELECT ${columns} FROM ${living} WHERE m.account_id = ${tx.accountId} AND m.channel_id = ${channelId} AND m.sender_proof = 'person' AND m.deleted_at IS NULL
    ORDER BY m.at DESC LIMIT ${takeBackMax} FOR UPDATE OF m`);
  if (mails.length > 0) {
    await unprove(tx, act, mails);
    await writeAudit(tx, act, { action: 'channel.vouches-taken-back', targetKind: 'channel', targetId: channelId, detail: { messages: mails.length } });
  }
  return { messages: mails.length, hasMore: mails.length === takeBackMax };
}

async function unprove(tx: Tx, act: Act, mails: readonly VouchedFor[]): Promise<void> {
  const ours = await loadOurSide(tx);
  const rows = mails.map(({ id, address, at }) => {
    const isOurs = address !== null && ours.isOurMail(address, Date.parse(at), true);
    return { id, is_ours: isOurs, is_said: !isOurs && address !== null && ours.isInternal(address, Date.parse(at)) };
  });
  await tx.run(sql`
    UPDATE messages m SET sender_proof = 'none', is_unproved_ours = r.is_said, direction = CASE WHEN r.is_ours THEN m.direction ELSE 'incoming' END, agent_id = CASE WHEN r.is_ours THEN m.agent_id END
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id bigint, is_ours boolean, is_said boolean) WHERE m.account_id = ${tx.accountId} AND m.id = r.id`);
  const customers = rows.filter(({ is_ours: isOurs }) => !isOurs).map(({ id }) => id);
  await appendEvents(tx, act, mails.map(({ id, conversationId }) => ({ type: 'message.unproved' as const, conversationId, messageId: id, data: { isOurs: !customers.includes(id) } })));
  for (const from of await joinedByTheirProof(tx, customers)) await takeMergeBack(tx, act, from);
  await tx.rows(sql<object>`SELECT refresh_conversations(${tx.accountId}, ${[...new Set(mails.map(({ conversationId }) => conversationId))]}::bigint[])`);
}

/** Conversations that one of these mails alone had opened and that its proof merged into where it is now, silently: nobody meant them to be one. */
async function joinedByTheirProof(tx: Tx, messageIds: readonly number[]): Promise<number[]> {
  const alone = await tx.rows(sql<{ id: number; into: number }>`
    SELECT f.id, m.conversation_id AS into FROM messages m JOIN conversations f ON f.account_id = m.account_id AND f.merged_into = m.conversation_id AND f.merge_undo -> 'messages' = to_jsonb(ARRAY[m.id])
    WHERE m.account_id = ${tx.accountId} AND m.id = ANY(${[...messageIds]}::bigint[])`);
  if (alone.length === 0) return [];
  // Where it was merged into may have been merged on since.
  const into = alone.map((row) => row.into);
  const passed = await tx.rows(sql<{ id: number }>`SELECT id FROM conversations WHERE account_id = ${tx.accountId} AND merged_into = ANY(${into}::bigint[])`);
  const rows = await tx.rows(sql<{ id: number }>`
    SELECT DISTINCT (data ->> 'from')::bigint AS id FROM events
    WHERE account_id = ${tx.accountId} AND conversation_id = ANY(${[...into, ...passed.map(({ id }) => id)]}::bigint[]) AND type = 'conversation.merged' AND (data ->> 'silent')::boolean
      AND (data ->> 'from')::bigint = ANY(${alone.map(({ id }) => id)}::bigint[]) ORDER BY 1`);
  return rows.map(({ id }) => id);
}
