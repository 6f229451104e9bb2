import { findBotOfChannel } from '#core/channels/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { DomainEvent } from '#core/events/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { botFromBeginning } from '../bot-stays.ts';
import type { OurSide } from '../our-side.ts';
import { chooseConversation, type Candidate, type PlacedMail } from './choose-conversation.ts';
import { findReported } from '../outgoing/find-own-mails.ts';
import { loadCandidates } from './load-candidates.ts';
import { isUnproved } from './sender-check.ts';
import { threadKeys, type ReceivedMail } from './received-mail.ts';
import { stateOfNew } from './state-of-new.ts';

export interface PlacingInput {
  readonly channel: { readonly id: number; readonly isList: boolean };
  readonly mails: readonly ReceivedMail[];
  readonly threadOf: ReadonlyMap<string, number>;
  readonly ours: OurSide;
  readonly addressIds: ReadonlyMap<string, number>;
  readonly contacts: ReadonlyMap<string, number>;
  /** The mails belong to an import's batch: what it brings is old, nothing of it is unread. */
  readonly isImport: boolean;
}

export interface Placed {
  readonly mails: readonly { readonly mail: ReceivedMail; readonly conversationId: number; readonly threadId: number }[];
  /** Conversations opened here: they show already what their mails say. */
  readonly opened: ReadonlySet<number>;
  readonly events: readonly DomainEvent[];
}

interface NewConversation { candidate: Candidate; linkedTo: number | null; mails: { mail: ReceivedMail; isOutgoing: boolean }[] }

/** Gives each mail its conversation, oldest mail first; opens, links and reopens conversations. */
export async function placeMails(tx: Tx, act: Act, input: PlacingInput): Promise<Placed> {
  const { channel, ours } = input;
  const work = input.mails
    .map((mail) => {
      const keys = threadKeys(mail);
      return { mail, keys, threadId: input.threadOf.get(keys.own)!, placed: describe(mail, ours) };
    })
    .sort((a, b) => a.placed.atMs - b.placed.atMs || (a.mail.contentHash < b.mail.contentHash ? -1 : 1));
  const reported = await findReported(tx, input.mails);
  const { byThread: inThread, byMailId, bySubject: subjectCandidates } = await loadCandidates(tx, {
    threadIds: [...new Set(work.map((entry) => entry.threadId))],
    parentMailIds: [...work.flatMap(({ keys }) => keys.loose), ...reported.values()],
    subjects: work.filter(({ placed }) => placed.hasReplyPrefix && placed.baseSubject !== '')
      .map(({ placed, threadId }) => ({ threadId, baseSubject: placed.baseSubject, atMs: placed.atMs, counterparts: placed.isOutgoing ? placed.outsideRecipients : [placed.sender] })),
  });
  const { reopen_closed: reopenClosed } = await tx.one(sql<{ reopen_closed: boolean }>`SELECT reopen_closed FROM accounts WHERE id = ${tx.accountId}`);
  const ids = await newConversationIds(tx, work.length);
  const opened = new Map<number, NewConversation>();
  const reopened = new Map<number, { life: string; atMs: number }>();
  const joins: { conversation: number; thread: number; because: 'header' | 'subject' }[] = [];
  const result: Placed['mails'][number][] = [];

  for (const { mail, keys, threadId, placed } of work) {
    const inItsThread = inThread.get(threadId) ?? [];
    const threadCandidates = inItsThread.length > 0 ? inItsThread : keys.loose.flatMap((key) => byMailId.get(key) ?? []);
    // A report joins what it is about, whoever sent it: only a server that handled our mail knows its Message-ID.
    const about = byMailId.get(reported.get(mail) ?? '');
    const choice = about && about.life !== 'deleted' ? { join: about, because: 'header' as const } : chooseConversation(placed, threadCandidates, subjectCandidates, { isList: channel.isList, reopenClosed });
    let candidate: Candidate;
    if ('open' in choice) {
      candidate = { id: ids.pop()!, isList: channel.isList, kind: 'new', counterpart: counterpartOf(placed), participants: new Set(), life: 'open', lastAtMs: placed.atMs, baseSubject: placed.baseSubject };
      opened.set(candidate.id, { candidate, linkedTo: choice.linkedTo, mails: [] });
      subjectCandidates.unshift(candidate);
    } else {
      candidate = choice.join;
      if (candidate.kind === 'held' && ['snoozed', 'resolved', 'closed'].includes(candidate.life)) reopened.set(candidate.id, { life: candidate.life, atMs: placed.atMs });
    }
    opened.get(candidate.id)?.mails.push({ mail, isOutgoing: placed.isOutgoing });
    byMailId.set(keys.own, candidate);
    if (!inItsThread.includes(candidate)) {
      inThread.set(threadId, [...inItsThread, candidate]);
      joins.push({ conversation: candidate.id, thread: threadId, because: 'open' in choice ? 'header' : choice.because });
    }
    for (const address of [placed.sender, ...placed.outsideRecipients]) candidate.participants.add(address);
    candidate.lastAtMs = Math.max(candidate.lastAtMs, placed.atMs);
    result.push({ mail, conversationId: candidate.id, threadId });
  }
  await insertConversations(tx, act, [...opened.values()], input);
  await tx.run(sql`
    INSERT INTO conversation_threads (account_id, conversation_id, thread_id, because)
    SELECT ${tx.accountId}::bigint, r.conversation, r.thread, r.because
    FROM jsonb_to_recordset(${JSON.stringify(joins)}::jsonb) AS r(conversation bigint, thread bigint, because text) ON CONFLICT DO NOTHING`);
  const reopenEvents = await reopen(tx, act, reopened);
  const openEvents = [...opened.values()].map(({ candidate, linkedTo }): DomainEvent => ({
    type: 'conversation.opened', conversationId: candidate.id, data: linkedTo === null ? { channelId: channel.id } : { channelId: channel.id, linkedTo },
  }));
  return { mails: result, opened: new Set(opened.keys()), events: [...openEvents, ...reopenEvents] };
}

function describe(mail: ReceivedMail, ours: OurSide): PlacedMail {
  const atMs = Date.parse(mail.at);
  const isOutgoing = ours.isOurMail(mail.sender.address, atMs, isUnproved(mail.verdict));
  const outside = mail.recipients.filter((party) => party.role !== 'reply-to' && party.address !== '' && !ours.isChannel(party.address) && !ours.isInternal(party.address, atMs));
  return {
    atMs, isOutgoing, sender: mail.sender.address, outsideRecipients: [...new Set(outside.map((party) => party.address))],
    baseSubject: mail.baseSubject, hasReplyPrefix: mail.hasReplyPrefix,
  };
}

function counterpartOf(mail: PlacedMail): string | null {
  return (mail.isOutgoing ? mail.outsideRecipients[0] : mail.sender) || null;
}

async function newConversationIds(tx: Tx, countMax: number): Promise<number[]> {
  const rows = await tx.rows(sql<{ id: number }>`SELECT nextval('conversations_id_seq') AS id FROM generate_series(1, ${countMax})`);
  return rows.map((row) => row.id).reverse(); // taken with pop(): ascending
}

async function insertConversations(tx: Tx, act: Act, opened: readonly NewConversation[], input: PlacingInput): Promise<void> {
  if (opened.length === 0) return;
  const botId = act.origin === 'live' && !input.isImport ? await findBotOfChannel(tx, input.channel.id) : null;
  const rows = opened.map(({ candidate, linkedTo, mails }) => {
    const state = stateOfNew(mails, { now: act.now, isImport: input.isImport });
    const isBots = botId !== null && !mails[0]!.isOutgoing; // what we begin is people's
    return {
      id: candidate.id, subject: mails[0]!.mail.subject, base_subject: candidate.baseSubject, started_at: mails[0]!.mail.at, linked_to: linkedTo,
      counterpart_id: candidate.counterpart === null ? null : input.addressIds.get(candidate.counterpart) ?? null,
      contact_id: candidate.counterpart === null ? null : input.contacts.get(candidate.counterpart) ?? null,
      message_count: state.messageCount, last_message_at: state.lastMessageAt, last_incoming_at: state.lastIncomingAt, waiting_since: isBots ? null : state.waitingSince, turn: state.turn,
      unread_count: state.unreadCount,
      bot_id: isBots ? botId : null,
    };
  });
  await tx.run(sql`
    INSERT INTO conversations (account_id, id, channel_id, subject, base_subject, started_at, linked_to, counterpart_id, contact_id, created_at,
      message_count, last_message_at, last_incoming_at, waiting_since, turn, unread_count, bot_id, handler, bot_stays)
    SELECT ${tx.accountId}::bigint, r.id, ${input.channel.id}::bigint, r.subject, r.base_subject, r.started_at, r.linked_to, r.counterpart_id, r.contact_id,
      ${act.now}::timestamptz, r.message_count, r.last_message_at, r.last_incoming_at, r.waiting_since, r.turn, r.unread_count, r.bot_id,
      CASE WHEN r.bot_id IS NULL THEN 'person' ELSE 'bot' END, CASE WHEN r.bot_id IS NULL THEN '{}' ELSE ${botFromBeginning} END
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r(id bigint, subject text, base_subject text, started_at timestamptz, linked_to bigint,
      counterpart_id bigint, contact_id bigint, message_count integer, last_message_at timestamptz, last_incoming_at timestamptz, waiting_since timestamptz, turn text, unread_count integer, bot_id bigint)`);
}

/** New mail reopens what was snoozed, resolved or closed before it came; mail older than that (a backfill) does not. */
async function reopen(tx: Tx, act: Act, conversations: ReadonlyMap<number, { life: string; atMs: number }>): Promise<DomainEvent[]> {
  if (conversations.size === 0) return [];
  const rows = [...conversations].map(([id, { atMs }]) => ({ id, at: new Date(atMs).toISOString() }));
  const changed = await tx.rows(sql<{ id: number }>`
    UPDATE conversations c SET life = 'open', snoozed_until = NULL, closed_at = NULL, life_changed_at = ${act.now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id bigint, at timestamptz)
    WHERE c.account_id = ${tx.accountId} AND c.id = r.id AND c.life IN ('snoozed', 'resolved', 'closed')
      AND r.at > coalesce(c.closed_at, c.life_changed_at, '-infinity') RETURNING c.id`);
  return changed.map(({ id }): DomainEvent => ({
    type: 'conversation.changed', conversationId: id, data: { field: 'life', from: conversations.get(id)!.life, to: 'open' },
  }));
}
