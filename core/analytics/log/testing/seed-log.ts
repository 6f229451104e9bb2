import { sql, type Tx } from '#storage/index.ts';
import { insertRows } from './insert-rows.ts';
import { channelIds, labelNames, seedPeople } from './seed-people.ts';
import { seededRandom, type Random } from './random.ts';
import { randomMessages, type SeedMessage } from './random-conversation.ts';

/** The day after the last seeded mail and later. */
export const seedNow = '2024-05-20T12:00:00Z';

/**
 * A small account of mail with facts, random but the same for the same seed: all classifications, types and statuses, outliers, automatic
 * mail, labels, copies. Ids begin at 1, so two accounts have the same. The account itself has to be there.
 */
export async function seedLog(tx: Tx, { seed, conversations = 90 }: { readonly seed: number; readonly conversations?: number }): Promise<void> {
  const random = seededRandom(seed);
  await seedPeople(tx);
  const threads = Array.from({ length: conversations }, (_, at) => ({ id: at + 1, channelId: random.pick(Object.values(channelIds)), messages: randomMessages(random) }));
  const mails = threads
    .flatMap((thread) => thread.messages.map((message, index) => ({ ...message, thread, index, isLast: index === thread.messages.length - 1 })))
    .map((mail, at) => ({ ...mail, id: at + 1 }));
  await insertRows(tx, 'conversations', threads.map(conversationRow));
  await insertRows(tx, 'messages', mails.map(messageRow));
  await insertRows(tx, 'message_parties', mails.flatMap((mail) => mail.parties.map((party, ordinal) => (
    { message_id: mail.id, role: party.role, ordinal, address_id: party.addressId, name: `Name ${party.addressId}` }))));
  await insertRows(tx, 'message_facts', mails.map(messageFacts));
  await insertRows(tx, 'conversation_facts', threads.map((thread) => conversationFacts(thread, mails.filter((mail) => mail.thread === thread), random)));
  await tx.run(sql`UPDATE conversations c SET closed_at = f.closed_at FROM conversation_facts f WHERE c.account_id = ${tx.accountId} AND f.account_id = c.account_id AND f.conversation_id = c.id AND f.closed_at IS NOT NULL`);
  const labelIds = labelNames.map((_, at) => at + 1);
  await insertRows(tx, 'message_labels', mails.flatMap(({ id }) => random.some(labelIds, 0.06).map((label_id) => ({ message_id: id, label_id }))));
  await insertRows(tx, 'conversation_labels', threads.flatMap(({ id }) => random.some(labelIds, 0.12).map((label_id) => ({ conversation_id: id, label_id }))));
  await insertRows(tx, 'raw_mails', [{ sha256: 'raw', byte_count: 1 }]);
  await insertRows(tx, 'message_copies', mails.flatMap((mail) => random.some([1, 3], 0.5).map((channelId) => ({
    id: mail.id * 10 + channelId, message_id: mail.id, channel_id: channelId, copy_key: `raw:${mail.id}`, folder: 'INBOX', flags: random.some(['\\Seen', '\\Answered'], 0.5),
    raw_sha256: 'raw', at: instant(mail.at), at_source: 'import', created_at: instant(mail.at),
  }))));
}

interface Thread { readonly id: number; readonly channelId: number; readonly messages: readonly SeedMessage[] }
interface Mail extends SeedMessage { readonly id: number; readonly thread: Thread; readonly index: number; readonly isLast: boolean }

const instant = (ms: number) => new Date(ms).toISOString();

function conversationRow({ id, channelId, messages }: Thread) {
  const [first, last] = [messages[0], messages.at(-1)];
  return {
    id, channel_id: channelId, kind: 'mail', uuid: crypto.randomUUID(), subject: first?.subject ?? '', base_subject: '', life: 'open', turn: 'none', handler: 'person', live: 'none',
    priority: 0, started_at: instant(first?.at ?? 0), last_message_at: instant(last?.at ?? 0), message_count: messages.length, unread_count: 0,
    created_at: instant(first?.at ?? 0), legal_hold: false, counterpart_id: counterpartOf(messages), contact_id: id % 5 === 0 ? null : counterpartOf(messages),
  };
}

/** The outsider that stands first in it. */
function counterpartOf(messages: readonly SeedMessage[]): number | null {
  return messages.flatMap((message) => message.parties).find((party) => party.addressId >= 10)?.addressId ?? null;
}

function messageRow(mail: Mail) {
  return {
    id: mail.id, conversation_id: mail.thread.id, channel_id: mail.thread.channelId, direction: mail.type === 'inbound' ? 'incoming' : 'outgoing', at: instant(mail.at),
    at_source: 'import', stored_at: instant(mail.at), mail_id: `${mail.id}@mail.example`, in_reply_to: [], refs: mail.index === 0 ? [] : [`${mail.id - 1}@mail.example`],
    subject: mail.subject, sender_id: mail.senderId, sender_name: '', agent_id: mail.agentId, is_automatic: !mail.isIncluded, is_bot: false, is_forward: false,
    is_reply_subject: mail.index > 0, flags: [], has_attachments: false,
  };
}

const isTouched = (mail: Mail): boolean => mail.type === 'outbound' && mail.isIncluded;

function messageFacts(mail: Mail) {
  const isTouch = isTouched(mail);
  return {
    message_id: mail.id, conversation_id: mail.thread.id, channel_id: mail.thread.channelId, at: instant(mail.at), classification: mail.classification,
    message_type: mail.type, is_automatic: !mail.isIncluded, sender_id: mail.senderId, agent_id: mail.agentId, joined_because: mail.index === 0 ? 'first' : 'references',
    span_raw: mail.spanRaw, span_business: mail.spanBusiness, touch_time: isTouch && mail.index > 1 ? mail.index * 60 : null, is_initial_reply: mail.isInitialReply,
    is_newest: mail.isLast, is_touch: isTouch, is_nudge: mail.type === 'inbound' && mail.classification === 'follow-up', is_closing: false, is_included: mail.isIncluded,
    is_relevant: isTouch, is_outlier: mail.isOutlier, calendar_versions: [], flags: [],
  };
}

function conversationFacts({ id, channelId }: Thread, mails: readonly Mail[], random: Random) {
  const type = mails[0]?.type ?? 'inbound';
  const status = type === 'internal' ? 'internal' : random.pick(['await-agent', 'await-customer', 'closed', 'closed'] as const);
  const [startedAt, lastAt] = [mails[0]?.at ?? 0, mails.at(-1)?.at ?? 0];
  const initial = mails.find((mail) => mail.isInitialReply);
  const people = mails.filter((mail) => mail.isIncluded);
  const replies = people.filter((mail) => mail.classification === 'reply' || mail.classification === 'reply-all');
  const closeRaw = status === 'closed' ? Math.floor((lastAt - startedAt) / 1000) : null;
  const waitsSince = status === 'await-agent' ? mails.find((mail) => mail.type === 'inbound')?.at : undefined;
  const lastTouch = mails.findLast(isTouched);
  return {
    conversation_id: id, channel_id: channelId, type, status, started_at: instant(startedAt), last_at: instant(lastAt), mail_count: mails.length,
    first_reply_id: initial?.id, first_reply_at: initial && instant(initial.at), first_reply_sender_id: initial?.senderId, first_reply_agent_id: initial?.agentId,
    first_reply_raw: initial && random.below(90_000), first_reply_business: initial && random.below(40_000), initial_reply_business: initial?.spanBusiness,
    initial_reply_raw: initial && random.below(90_000), first_action: mails[1]?.spanBusiness, total_reply: mails.length > 1 ? random.below(9_000) : null,
    initial_relevant: true, initial_included: initial?.isIncluded ?? true, initial_outlier: initial !== undefined && random.chance(0.2),
    touches: mails.filter(isTouched).length, nudges: mails.filter((mail) => mail.type === 'inbound' && mail.classification === 'follow-up').length,
    reply_count: replies.length, agent_reply_count: replies.filter((mail) => mail.type !== 'inbound').length,
    forward_count: people.filter((mail) => mail.classification === 'forward').length, has_contact_success: false,
    closed_at: status === 'closed' && random.chance(0.8) ? instant(lastAt + 60_000) : null, close_mail_raw: closeRaw,
    close_mail_business: closeRaw === null ? null : Math.floor(closeRaw / 3), close_outlier: status === 'closed' && random.chance(0.3),
    waiting_since: waitsSince === undefined ? null : instant(waitsSince), last_touch_at: lastTouch === undefined ? null : instant(lastTouch.at),
  };
}
