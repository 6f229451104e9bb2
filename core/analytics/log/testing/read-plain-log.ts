import { loadOurSide } from '#core/conversations/index.ts';
import { getSettingVersions } from '#core/settings/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { PlainConversation, PlainMessage, PlainParty, PlainSettings } from './plain-log.ts';

export interface PlainLog {
  readonly messages: readonly PlainMessage[];
  readonly conversations: readonly PlainConversation[];
  readonly settings: PlainSettings;
}

type At<Row> = { readonly [Key in keyof Row]: Key extends 'at' | 'closedAt' | 'waitingSince' ? string | null : Row[Key] };

/** An account's whole log as plain data, by plain SELECTs of whole tables. */
export async function readPlainLog(tx: Tx): Promise<PlainLog> {
  const account = tx.accountId;
  const addresses = new Map((await tx.rows(sql<{ id: number; address: string; domain: string }>`
    SELECT id, address, domain FROM addresses WHERE account_id = ${account}`)).map((row) => [row.id, row]));
  const names = new Map((await tx.rows(sql<{ id: number; name: string }>`SELECT id, name FROM labels WHERE account_id = ${account}`)).map((row) => [row.id, row.name]));
  const labelsOf = async (table: 'message_labels' | 'conversation_labels', owner: 'message_id' | 'conversation_id') => Map.groupBy(
    await tx.rows(sql<{ owner: number; label_id: number }>`SELECT ${sql.ref(owner)} AS owner, label_id FROM ${sql.table(table)} WHERE account_id = ${account}`),
    (row) => row.owner);
  const [onMessage, onConversation] = [await labelsOf('message_labels', 'message_id'), await labelsOf('conversation_labels', 'conversation_id')];
  const parties = Map.groupBy(await tx.rows(sql<{ message_id: number; role: PlainParty['role']; address_id: number }>`
    SELECT message_id, role, address_id FROM message_parties WHERE account_id = ${account}`), (row) => row.message_id);
  const named = (rows: readonly { label_id: number }[] = []) => rows.map((row) => names.get(row.label_id) ?? '');
  const messages = await tx.rows(sql<At<Omit<PlainMessage, 'parties' | 'labels'>>>`
    SELECT f.message_id AS id, f.conversation_id AS "conversationId", f.at, m.subject, f.message_type AS type, f.classification, f.is_included AS "isIncluded",
      f.is_outlier AS "isOutlier", f.is_initial_reply AS "isInitialReply", f.is_touch AS "isTouch", f.is_nudge AS "isNudge", f.span_raw AS "spanRaw", f.span_business AS "spanBusiness",
      f.agent_id AS "agentId", f.sender_id AS "senderId"
    FROM message_facts f JOIN messages m ON m.account_id = f.account_id AND m.id = f.message_id WHERE f.account_id = ${account}`);
  const conversations = await tx.rows(sql<At<Omit<PlainConversation, 'labels'>>>`
    SELECT conversation_id AS id, channel_id AS "channelId", type, status, initial_reply_raw AS "initialReplyRaw", initial_outlier AS "initialReplyIsOutlier",
      closed_at AS "closedAt", close_mail_raw AS "closeRaw", close_mail_business AS "closeBusiness", close_outlier AS "closeIsOutlier", waiting_since AS "waitingSince"
    FROM conversation_facts WHERE account_id = ${account}`);
  return {
    messages: messages.map((row) => ({
      ...row, at: ms(row.at) ?? 0, labels: named(onMessage.get(row.id)),
      parties: (parties.get(row.id) ?? []).map(({ role, address_id: addressId }) => ({ role, addressId, domain: addresses.get(addressId)?.domain ?? '' })),
    })),
    conversations: conversations.map((row) => ({ ...row, closedAt: ms(row.closedAt), waitingSince: ms(row.waitingSince), labels: named(onConversation.get(row.id)) })),
    settings: await readSettings(tx, addresses),
  };
}

const ms = (instant: string | null) => (instant === null ? null : Date.parse(instant));

async function readSettings(tx: Tx, addresses: ReadonlyMap<number, { readonly address: string }>): Promise<PlainSettings> {
  const ours = await loadOurSide(tx);
  const agents = new Set((await tx.rows(sql<{ address: string }>`SELECT address FROM agent_addresses WHERE account_id = ${tx.accountId}`)).map((row) => row.address));
  const goals = await getSettingVersions(tx, 'reply-goals');
  const text = (addressId: number) => addresses.get(addressId)?.address ?? '';
  return {
    goals: goals.map(({ validFromMs, body }) => ({ validFrom: validFromMs, firstReply: body.firstReply.goal, overall: body.overall.goal, close: body.close.goal })),
    isInternal: (party, at) => ours.isInternal(text(party.addressId), at),
    isChannelOnly: (addressId) => ours.isChannel(text(addressId)) && !agents.has(text(addressId)),
  };
}
