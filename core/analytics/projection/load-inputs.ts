import { loadCalendars, type AccountCalendars } from '#core/calendars/index.ts';
import { loadOurSide } from '#core/conversations/index.ts';
import { judgeMail, loadMailFilters, type LeftOut } from '#core/mail-filters/index.ts';
import { getSettingVersions } from '#core/settings/index.ts';
import { sql, type Sql, type Tx } from '#storage/index.ts';
import type { ConversationInput, FactMessage, FactSettings, LineStay } from '../facts/index.ts';
import type { JoinInput } from './joined-because.ts';
import { loadFilteredTexts } from './load-filtered-texts.ts';

/** What the facts of one conversation depend on, and what tells why each mail joined. */
export interface LoadedConversation {
  readonly channelId: number;
  readonly input: ConversationInput;
  /** `input.messages` by id. */
  readonly messages: ReadonlyMap<number, FactMessage>;
  readonly joins: ReadonlyMap<number, JoinInput>;
  readonly senderIds: ReadonlyMap<number, number | null>;
  /** The mails that a filter leaves out, and which one. */
  readonly leftOut: ReadonlyMap<number, LeftOut>;
}

interface ConversationRow {
  id: number; channel_id: number; kind: ConversationInput['kind']; is_list: boolean; life: ConversationInput['life']['state'];
  closed_at: string | null; turn: 'new' | 'agent' | 'customer' | 'none'; turn_set_at: string | null;
}
interface MessageRow {
  id: number; conversation_id: number; thread_id: number | null; channel_id: number; direction: FactMessage['direction']; at: string; mail_id: string | null;
  in_reply_to: string[]; refs: string[]; sender_id: number | null; sender: string | null; domain: string | null; agent_id: number | null;
  is_unproved_ours: boolean; is_automatic: boolean; is_bot: boolean; is_forward: boolean; thread_because: 'header' | 'subject' | 'manual' | null;
}
interface PartyRow { message_id: number; role: 'to' | 'cc' | 'bcc'; address: string; domain: string }

/** Loads any number of conversations in nine statements. Merged and deleted ones and spam are left out: they have no figures. */
export async function loadConversations(tx: Tx, ids: readonly number[]): Promise<LoadedConversation[]> {
  const account = tx.accountId;
  const conversations = await tx.rows(sql<ConversationRow>`
    SELECT c.id, c.channel_id, c.kind, ch.is_list, c.life, c.closed_at, c.turn, c.turn_set_at
    FROM conversations c JOIN channels ch ON ch.account_id = c.account_id AND ch.id = c.channel_id
    WHERE c.account_id = ${account} AND c.id = ANY(${[...ids]}::bigint[]) AND c.merged_into IS NULL AND c.life NOT IN ('spam', 'deleted') ORDER BY c.id`);
  if (conversations.length === 0) return [];
  const idList = conversations.map((row) => row.id);
  const messages = await tx.rows(sql<MessageRow>`
    SELECT m.id, m.conversation_id, m.thread_id, m.channel_id, m.direction, m.at, m.mail_id, m.in_reply_to, m.refs, m.sender_id, a.address AS sender, a.domain,
      m.agent_id, m.is_unproved_ours, m.is_automatic, m.is_bot, m.is_forward, ct.because AS thread_because
    FROM messages m
    LEFT JOIN addresses a ON a.account_id = m.account_id AND a.id = m.sender_id
    LEFT JOIN conversation_threads ct ON ct.account_id = m.account_id AND ct.conversation_id = m.conversation_id AND ct.thread_id = m.thread_id
    WHERE m.account_id = ${account} AND m.conversation_id = ANY(${idList}::bigint[]) AND m.deleted_at IS NULL
      AND coalesce((SELECT o.handed_over_at IS NOT NULL FROM outgoing_mails o WHERE o.account_id = m.account_id AND o.message_id = m.id), true) -- what has not left is no answer yet; a look-up per row, never a join with all mail
    ORDER BY m.conversation_id, m.at, coalesce(m.mail_id, ''), m.id`);
  const parties = await tx.rows(sql<PartyRow>`
    SELECT p.message_id, p.role, a.address, a.domain
    FROM messages m JOIN message_parties p ON p.account_id = m.account_id AND p.message_id = m.id AND p.role IN ('to', 'cc', 'bcc')
    JOIN addresses a ON a.account_id = p.account_id AND a.id = p.address_id
    WHERE m.account_id = ${account} AND m.conversation_id = ANY(${idList}::bigint[]) ORDER BY p.message_id, p.ordinal`);
  const stays = groupBy(await loadStays(tx, idList), (row) => row.conversationId);
  const botStays = groupBy(await loadBotStays(tx, idList), (row) => row.conversationId);
  const queueCalendars = await loadQueueCalendars(tx, stays);
  const parents = await loadParents(tx, messages);
  const [calendars, ours] = [await loadCalendars(tx), await loadOurSide(tx)];
  const settings = await loadSettings(tx, calendars);
  const partiesOf = groupBy(parties, (row) => row.message_id);
  const messagesOf = groupBy(messages, (row) => row.conversation_id);
  const filters = await loadMailFilters(tx, () => [...messages.map((row) => ({ address: row.sender ?? '', domain: row.domain ?? '' })), ...parties]);
  const textOf = await loadFilteredTexts(tx, filters, idList);
  return conversations.map((conversation) => {
    const rows = messagesOf.get(conversation.id) ?? [];
    const leftOut = new Map<number, LeftOut>();
    const factMessages = rows.map((row): FactMessage => {
      const atMs = Date.parse(row.at);
      const message: FactMessage = {
        id: row.id, sortKey: row.mail_id ?? '', channelId: row.channel_id, direction: row.direction, at: atMs,
        sender: { address: row.sender ?? '', domain: row.domain ?? '', agentId: row.agent_id, isInternal: row.sender === null ? row.direction === 'outgoing' : !row.is_unproved_ours && ours.isInternal(row.sender, atMs) },
        recipients: (partiesOf.get(row.id) ?? []).map((party) => ({
          role: party.role, address: party.address, domain: party.domain, isOurChannel: ours.isChannel(party.address), isInternal: ours.isInternal(party.address, atMs),
        })),
        isAutomatic: row.is_automatic, isBot: row.is_bot, isForward: row.is_forward,
        refersToUnknown: parents.get(row.id) === undefined && row.refs.length + row.in_reply_to.length > 0,
        parentId: parents.get(row.id)?.id ?? null, isFiltered: false,
      };
      const reason = filters === null || conversation.kind !== 'mail' || !isMail(message) ? null : judgeMail(filters, {
        sender: { ...message.sender, isOurs: message.sender.agentId !== null || message.sender.isInternal === true },
        recipients: message.recipients.map((party) => ({ ...party, isOurs: party.isOurChannel || party.isInternal === true })), ...textOf(row),
      });
      if (reason === null) return message;
      leftOut.set(row.id, reason);
      return { ...message, isFiltered: true };
    });
    return {
      channelId: conversation.channel_id,
      messages: new Map(factMessages.map((message) => [message.id, message])),
      joins: joinInputs(rows, parents),
      leftOut,
      senderIds: new Map(rows.map((row) => [row.id, row.is_unproved_ours ? null : row.sender_id])), // nobody of ours is named as its sender
      input: {
        conversationId: conversation.id, kind: conversation.kind, listMode: conversation.is_list,
        life: { state: conversation.life, closedAt: conversation.closed_at === null ? null : Date.parse(conversation.closed_at) },
        turnSet: conversation.turn_set_at === null ? null : { turn: conversation.turn, at: Date.parse(conversation.turn_set_at) },
        botStays: (botStays.get(conversation.id) ?? []).map(({ fromMs, untilMs }) => ({ at: fromMs ?? -Infinity, until: untilMs })), messages: factMessages, calendars: (channelId) => calendars.forChannel(channelId), settings,
        line: (stays.get(conversation.id) ?? []).map(toStay),
        queueCalendars: (queueId) => calendars.byId.get((queueId === null ? undefined : queueCalendars.get(queueId)) ?? calendars.defaultId ?? -1) ?? [],
      },
    };
  });
}

const isMail = ({ direction }: FactMessage): boolean => direction === 'incoming' || direction === 'outgoing';

type StayRow = Omit<LineStay, 'at' | 'until'> & { readonly conversationId: number; readonly at: string; readonly until: string | null };

function toStay({ what, at, until, isOpen, interactionId, spanId, kind, agentId, queueId }: StayRow): LineStay {
  return { what, at: Date.parse(at), until: until === null ? null : Date.parse(until), isOpen, interactionId, spanId, kind, agentId, queueId };
}

async function loadStays(tx: Tx, ids: readonly number[]): Promise<StayRow[]> {
  return tx.rows(sql<StayRow>`
    SELECT c.id AS "conversationId", l.what, l.at, l.until, l.is_open AS "isOpen", l.interaction_id AS "interactionId", l.span_id AS "spanId", l.kind, l.agent_id AS "agentId", l.queue_id AS "queueId"
    FROM unnest(${[...ids]}::bigint[]) AS c(id) CROSS JOIN LATERAL line_stays(${tx.accountId}::bigint, c.id) l ORDER BY c.id, l.at, l.span_id, l.what`);
}

interface BotStayRow { readonly conversationId: number; readonly fromMs: number | null; readonly untilMs: number | null }

async function loadBotStays(tx: Tx, ids: readonly number[]): Promise<BotStayRow[]> {
  const ms = (at: Sql): Sql => sql`CASE WHEN isfinite(${at}) THEN (extract(epoch FROM ${at}) * 1000)::double precision END`;
  return tx.rows(sql<BotStayRow>`
    SELECT c.id AS "conversationId", ${ms(sql`b.at`)} AS "fromMs", ${ms(sql`b.until`)} AS "untilMs" FROM unnest(${[...ids]}::bigint[]) AS c(id) CROSS JOIN LATERAL bot_stays_of(${tx.accountId}::bigint, c.id) b`);
}

/** The calendars of the queues that calls and chats came by, where they have their own. */
async function loadQueueCalendars(tx: Tx, stays: ReadonlyMap<number, readonly StayRow[]>): Promise<Map<number, number>> {
  const ids = [...new Set([...stays.values()].flat().flatMap(({ queueId }) => queueId ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await tx.rows(sql<{ id: number; calendarId: number }>`SELECT id, calendar_id AS "calendarId" FROM queues WHERE account_id = ${tx.accountId} AND id = ANY(${ids}::bigint[]) AND calendar_id IS NOT NULL`);
  return new Map(rows.map(({ id, calendarId }) => [id, calendarId]));
}

interface Parent { readonly id: number; readonly mailId: string; readonly conversationId: number; readonly threadId: number | null }

/**
 * The nearest held ancestor of each mail: its References from the last to the first, then In-Reply-To. Only in its own mail thread or
 * conversation: `conversationsOfChildren` finds whom a change of such a mail concerns.
 */
async function loadParents(tx: Tx, messages: readonly MessageRow[]): Promise<Map<number, Parent>> {
  const named = new Set(messages.flatMap((row) => [...row.refs, ...row.in_reply_to]));
  if (named.size === 0) return new Map();
  const held = await tx.rows(sql<Parent>`
    SELECT id, mail_id AS "mailId", conversation_id AS "conversationId", thread_id AS "threadId" FROM messages
    WHERE account_id = ${tx.accountId} AND mail_id = ANY(${[...named]}::text[]) AND deleted_at IS NULL
      AND coalesce((SELECT o.handed_over_at IS NOT NULL FROM outgoing_mails o WHERE o.account_id = messages.account_id AND o.message_id = messages.id), true)
    ORDER BY mail_id, at, id`);
  const byMailId = new Map<string, Parent[]>();
  for (const row of held) {
    const sameId = byMailId.get(row.mailId);
    if (sameId) sameId.push(row);
    else byMailId.set(row.mailId, [row]);
  }
  const parents = new Map<number, Parent>();
  for (const row of messages) {
    for (const mailId of [...row.refs.toReversed(), ...row.in_reply_to]) {
      if (mailId === row.mail_id) continue;
      const parent = byMailId.get(mailId)?.find((one) => one.conversationId === row.conversation_id || (one.threadId !== null && one.threadId === row.thread_id));
      if (!parent) continue;
      parents.set(row.id, parent);
      break;
    }
  }
  return parents;
}

function joinInputs(rows: readonly MessageRow[], parents: ReadonlyMap<number, Parent>): Map<number, JoinInput> {
  const mailIds = new Set<string>();
  const threads = new Set<number>();
  let isEarliest = true;
  const joins = new Map<number, JoinInput>();
  for (const row of rows) {
    if (row.direction !== 'incoming' && row.direction !== 'outgoing') continue;
    const parent = parents.get(row.id);
    joins.set(row.id, {
      isEarliest, inReplyTo: row.in_reply_to, hasHeldParentHere: parent?.conversationId === row.conversation_id, parentMailId: parent?.mailId ?? null,
      repeatsMailId: row.mail_id !== null && mailIds.has(row.mail_id), threadBecause: row.thread_because,
      isFirstOfThread: row.thread_id !== null && !threads.has(row.thread_id),
    });
    isEarliest = false;
    if (row.mail_id !== null) mailIds.add(row.mail_id);
    if (row.thread_id !== null) threads.add(row.thread_id);
  }
  return joins;
}

async function loadSettings(tx: Tx, calendars: AccountCalendars): Promise<FactSettings> {
  const domains = await getSettingVersions(tx, 'internal-domains');
  const outliers = await getSettingVersions(tx, 'outliers');
  const leave = await getSettingVersions(tx, 'leave');
  const sla = await getSettingVersions(tx, 'sla-hours');
  return {
    internalDomains: domains.map((version) => ({ validFrom: version.validFromMs, value: version.body.domains })),
    outliers: outliers.map(({ validFromMs, body }) => ({
      validFrom: validFromMs, value: { firstReply: body.firstReply, overallReply: body.overall, forward: body.forward, timeToClose: body.close },
    })),
    slaCalendars: sla.map(({ validFromMs, body }) => ({ validFrom: validFromMs, value: calendars.byId.get(body.calendarId ?? -1) ?? [] })),
    leave: leave.at(-1)?.body.days ?? [], // dates, not a rule: the newest list counts for all time
  };
}

function groupBy<Row>(rows: readonly Row[], key: (row: Row) => number): Map<number, Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}
