import { sql, type Tx } from '#storage/index.ts';
import { computeClock, computeFacts, type ConversationClock, type ConversationFacts, type MessageFacts } from '../facts/index.ts';
import { markChanged } from '../columns/mark-changed.ts';
import { changeRollups } from '../rollups/change-rollups.ts';
import { joinedBecause } from './joined-because.ts';
import { loadConversations, type LoadedConversation } from './load-inputs.ts';

/** Conversations one round takes: those of a whole batch of events, so that the rollups' difference is made once; more, as a recount brings, are taken in turns. Bounds memory, not time. */
const roundMax = 1_000;

/** Computes and replaces the facts of these conversations, and what the rollups count of them. What is gone (merged, deleted) loses its facts. */
export async function recomputeFacts(tx: Tx, conversationIds: readonly number[]): Promise<void> {
  const ids = [...new Set(conversationIds)].sort((a, b) => a - b);
  for (let at = 0; at < ids.length; at += roundMax) await recomputeRound(tx, ids.slice(at, at + roundMax));
}

async function recomputeRound(tx: Tx, ids: readonly number[]): Promise<void> {
  const loaded = await loadConversations(tx, ids);
  const computed = loaded.map((conversation) => ({ conversation, facts: computeFacts(conversation.input) })).filter(({ facts }) => facts.type !== null);
  const messageRows = computed.flatMap(({ conversation, facts }) => facts.messages.filter(isCounted).map((message) => messageRow(conversation, facts, message)));
  const conversationRows = computed.map(({ conversation, facts }) => conversationRow(conversation, facts));
  await changeRollups(tx, { conversationIds: ids, messageIds: messageRows.map((row) => row.message_id) }, async () => {
    await tx.run(sql`
      DELETE FROM message_facts WHERE account_id = ${tx.accountId} AND conversation_id = ANY(${[...ids]}::bigint[])`);
    const elsewhere = await tx.rows(sql<{ id: number }>`
      DELETE FROM message_facts WHERE account_id = ${tx.accountId} AND message_id = ANY(${messageRows.map((row) => row.message_id)}::bigint[]) RETURNING conversation_id AS id`);
    await markChanged(tx, [...ids, ...elsewhere.map(({ id }) => id)]);
    await tx.run(sql`DELETE FROM conversation_facts WHERE account_id = ${tx.accountId} AND conversation_id = ANY(${[...ids]}::bigint[])`);
    await writeFilteredMails(tx, ids, loaded);
    const clockRows = loaded.flatMap(({ input }) => clockRow(tx.accountId, input.conversationId, computeClock(input)));
    await tx.run(sql`DELETE FROM conversation_clocks WHERE account_id = ${tx.accountId} AND conversation_id = ANY(${[...ids]}::bigint[])`);
    if (clockRows.length > 0) await tx.run(sql`INSERT INTO conversation_clocks SELECT * FROM json_populate_recordset(NULL::conversation_clocks, ${JSON.stringify(clockRows)}::json)`);
    if (conversationRows.length === 0) return;
    await insertFacts(tx, 'message_facts', messageRows);
    await insertFacts(tx, 'conversation_facts', conversationRows);
  });

  function messageRow(conversation: LoadedConversation, facts: ConversationFacts, message: MessageFacts) {
    const source = conversation.messages.get(message.messageId)!;
    return {
      account_id: tx.accountId, message_id: message.messageId, conversation_id: facts.conversationId, channel_id: source.channelId ?? conversation.channelId,
      at: new Date(source.at).toISOString(), classification: message.classification, message_type: message.messageType, is_automatic: source.isAutomatic,
      sender_id: conversation.senderIds.get(message.messageId) ?? null, agent_id: message.creditedAgentId, parent_id: message.parentMessageId,
      joined_because: joinedBecause(conversation.joins.get(message.messageId)!),
      span_raw: message.spanRaw, span_business: message.spanBusiness, span_business_agent: message.spanBusinessAgent, span_business_sla: message.spanBusinessSla,
      wait_raw: message.waitRaw, wait_business: message.waitBusiness, touch_time: message.touchTime, is_initial_reply: message.isInitialReply,
      is_newest: message.isNewest, is_touch: message.isTouch, is_nudge: message.isNudge, is_closing: message.isClosingEmail,
      is_included: message.isIncludedInStats, excluded_because: message.excludedBecause, is_relevant: message.replyIsRelevant,
      is_outlier: message.isOutlier.overallReply || message.isOutlier.forward, calendar_id: message.calendarId,
      calendar_versions: [...new Set([...message.spanVersions, ...message.waitVersions])], flags: message.flags,
    };
  }
  function conversationRow(conversation: LoadedConversation, facts: ConversationFacts) {
    const initial = facts.messages.find((message) => message.isInitialReply);
    const replies = (type: 'inbound' | 'outbound' | 'internal') => facts.counts[type].reply + facts.counts[type]['reply-all'];
    const instant = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
    return {
      account_id: tx.accountId, conversation_id: facts.conversationId, channel_id: conversation.channelId, type: facts.type, status: facts.status,
      started_at: instant(facts.startedAt), last_at: instant(facts.lastReceivedAt), mail_count: facts.messages.filter(isCounted).length,
      first_reply_id: facts.firstReplyMessageId, first_reply_at: instant(facts.firstReplyAt),
      first_reply_sender_id: facts.firstReplyMessageId === null ? null : conversation.senderIds.get(facts.firstReplyMessageId) ?? null,
      first_reply_agent_id: facts.firstReplyAgentId, first_reply_raw: facts.firstReplyRaw, first_reply_business: facts.firstReplyBusiness,
      initial_reply_business: facts.initAgentReplyTime, initial_reply_raw: facts.rawInitAgentReplyTime, first_action: facts.initAgentActionTime,
      total_reply: facts.totalAgentReplyTime, initial_relevant: initial?.replyIsRelevant ?? true, initial_included: initial?.isIncludedInStats ?? true,
      initial_outlier: initial?.isOutlier.firstReply ?? false, touches: facts.touches, nudges: facts.nudges, last_touch_at: instant(lastTouchAt(conversation, facts)),
      reply_count: replies('inbound') + replies('outbound') + replies('internal'), agent_reply_count: replies('outbound') + replies('internal'),
      forward_count: facts.counts.inbound.forward + facts.counts.outbound.forward + facts.counts.internal.forward,
      has_contact_success: facts.hasContactSuccess, contact_success_time: facts.contactSuccessTime, contact_reply_time: facts.contactReplyTime,
      closed_at: instant(conversation.input.life.closedAt), close_raw: facts.timeToCloseRaw, close_business: facts.timeToCloseBusiness,
      close_mail_raw: facts.timeToClosingMailRaw, close_mail_business: facts.timeToClosingMailBusiness, close_outlier: facts.closeIsOutlier.mail,
      waiting_since: instant(waitingSince(conversation, facts)),
    };
  }
}

/** The rows name the columns: the others are the database's own, which derives them. */
async function insertFacts(tx: Tx, table: 'message_facts' | 'conversation_facts', rows: readonly object[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = sql.join(Object.keys(first).map((name) => sql.ref(name)));
  // A parameter that grows without end would be one that no driver and no database takes.
  for (let at = 0; at < rows.length; at += rowsMax) {
    await tx.run(sql`INSERT INTO ${sql.table(table)} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${sql.table(table)}, ${JSON.stringify(rows.slice(at, at + rowsMax))}::json)`);
  }
}

/** Some kilobytes each at most. */
const rowsMax = 2_000;

/** Mails that no filter leaves out; those are in `filtered_mails`, so that nothing that reads the facts can count them. */
const isCounted = ({ messageType, excludedBecause }: MessageFacts): boolean => messageType !== null && excludedBecause !== 'filtered';

async function writeFilteredMails(tx: Tx, ids: readonly number[], loaded: readonly LoadedConversation[]): Promise<void> {
  const rows = loaded.flatMap(({ input, messages, joins, leftOut }) => [...leftOut].map(([messageId, reason]) => ({
    account_id: tx.accountId, message_id: messageId, conversation_id: input.conversationId, at: new Date(messages.get(messageId)!.at).toISOString(), because: reason.because,
    entry_id: 'entryId' in reason ? reason.entryId : null, group_id: 'groupId' in reason ? reason.groupId : null, joined_because: joinedBecause(joins.get(messageId)!), parent_id: messages.get(messageId)!.parentId,
  })));
  await tx.run(sql`DELETE FROM filtered_mails WHERE account_id = ${tx.accountId} AND conversation_id = ANY(${[...ids]}::bigint[])`);
  if (rows.length === 0) return;
  await tx.run(sql`DELETE FROM filtered_mails WHERE account_id = ${tx.accountId} AND message_id = ANY(${rows.map((row) => row.message_id)}::bigint[])`);
  await tx.run(sql`INSERT INTO filtered_mails SELECT * FROM json_populate_recordset(NULL::filtered_mails, ${JSON.stringify(rows)}::json)`);
}

/** No row where nobody has asked or answered. */
function clockRow(accountId: number, conversationId: number, { began, waitingSince, waits }: ConversationClock): object[] {
  if (began === null) return [];
  const first = waits.find(({ isFirst }) => isFirst);
  const instant = (ms: number | null | undefined): string | null => (ms === null || ms === undefined ? null : new Date(ms).toISOString());
  return [{
    account_id: accountId, conversation_id: conversationId, began, waiting_since: instant(waitingSince), answers: waits.length, first_asked_at: instant(first?.askedAt), first_answered_at: instant(first?.answeredAt),
    first_answer_by: first?.answered.by ?? null, first_message_id: first?.answered.by === 'message' ? first.answered.messageId : null,
    first_interaction_id: first !== undefined && first.answered.by !== 'message' ? first.answered.interactionId : null, first_agent_id: first?.agentId ?? null,
    first_raw: first?.raw ?? null, first_business: first?.business ?? null, first_business_agent: first?.businessAgent ?? null, calendar_id: first?.calendarId ?? null, calendar_versions: first?.versions ?? [],
  }];
}

/** When our side wrote to the outside last. */
function lastTouchAt(conversation: LoadedConversation, facts: ConversationFacts): number | null {
  const touch = facts.messages.findLast(({ isTouch }) => isTouch);
  return touch === undefined ? null : conversation.messages.get(touch.messageId)!.at;
}

/** Time of the first incoming message of the figures that no answer has followed. */
function waitingSince(conversation: LoadedConversation, facts: ConversationFacts): number | null {
  let since: number | null = null;
  for (const message of facts.messages) {
    if (message.waitRaw !== null) since = null;
    else if (message.isIncludedInStats && message.messageType === 'inbound' && message.classification !== 'forward') {
      since ??= conversation.messages.get(message.messageId)!.at;
    }
  }
  return since;
}
