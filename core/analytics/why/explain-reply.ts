import { businessIntervals, type CalendarVersion } from '#core/calendars/index.ts';
import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { getSettingVersions, settingAt } from '#core/settings/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { computeFacts, type Exclusion, type MessageFacts } from '../facts/index.ts';
import { loadConversations } from '../projection/load-inputs.ts';

/** A length of time and what of it counted. Seconds; instants RFC 3339 UTC. */
export interface CountedSpan {
  /** The message it runs from, of whichever side; null: from a hand-over by a bot. */
  readonly fromMessageId: number | null;
  readonly from: string;
  readonly to: string;
  readonly rawSeconds: number;
  readonly businessSeconds: number;
  /** Less the leave of who answered; the same where there was none. */
  readonly businessAgentSeconds: number;
  /** Open time that was counted, in order; `intervalsMax` at most, then `isCut`. version null: no calendar, every second counts. */
  readonly intervals: readonly { readonly from: string; readonly to: string; readonly seconds: number; readonly version: number | null }[];
  readonly isCut: boolean;
}

export interface ReplyExplanation {
  readonly messageId: number;
  readonly conversationId: number;
  readonly subject: string;
  readonly at: string;
  readonly type: 'inbound' | 'outbound' | 'internal' | null;
  readonly classification: MessageFacts['classification'];
  readonly agentId: number | null;
  readonly agentName: string | null;
  readonly isIncluded: boolean;
  readonly excludedBecause: Exclusion | null;
  readonly isInitialReply: boolean;
  /** Longer than the limit for outliers: in no mean. */
  readonly isOutlier: boolean;
  /** Since the mail before it; null: it is the first. */
  readonly span: CountedSpan | null;
  /** What of the span lies in the hours of the SLA; null: none was in force, or the span is not ours (of an incoming mail). */
  readonly slaSeconds: number | null;
  /** Since the first unanswered question; null: it answers none. */
  readonly wait: CountedSpan | null;
  /** The calendar that counted both, and the versions of it that judged them. Null: none, every second counts. */
  readonly calendar: { readonly id: number; readonly name: string; readonly versions: readonly { readonly version: number; readonly validFrom: string | null; readonly zone: string }[] } | null;
  /** By the goals in force then. `first`: of first replies (its span against it); null: none set. */
  readonly goals: { readonly first: number | null; readonly reply: number | null };
  /** What the reports hold; null: nothing yet. */
  readonly held: { readonly rawSeconds: number | null; readonly businessSeconds: number | null; readonly waitRawSeconds: number | null; readonly waitBusinessSeconds: number | null } | null;
  /** What the reports hold is what is counted here. */
  readonly isCurrent: boolean;
}

const intervalsMax = 400;

interface Held { conversation_id: number; subject: string; at: string; agent_id: number | null; agent_name: string | null; has_facts: boolean; span_raw: number | null; span_business: number | null; wait_raw: number | null; wait_business: number | null; span_business_sla: number | null }

/** Opens the figures of one message. `not-found`: unknown, another account's, deleted, or in a conversation without figures (spam). */
export async function explainReply(tx: Tx, act: Act, messageId: number): Promise<ReplyExplanation> {
  requirePermission(act, 'reports.read');
  const row = await tx.maybe(sql<Held>`
    SELECT m.conversation_id, m.subject, m.at, m.agent_id, g.name AS agent_name, mf.message_id IS NOT NULL AS has_facts, mf.span_raw, mf.span_business, mf.wait_raw, mf.wait_business, mf.span_business_sla
    FROM messages m
      LEFT JOIN message_facts mf ON mf.account_id = m.account_id AND mf.message_id = m.id
      LEFT JOIN agents g ON g.account_id = m.account_id AND g.id = m.agent_id
    WHERE m.account_id = ${tx.accountId} AND m.id = ${messageId} AND m.deleted_at IS NULL`);
  if (!row) throw notFound('message');
  const [loaded] = await loadConversations(tx, [row.conversation_id]);
  const message = loaded?.messages.get(messageId);
  if (!loaded || !message) throw notFound('message');
  const facts = computeFacts(loaded.input).messages.find((one) => one.messageId === messageId)!;
  // Business hours are ours: an incoming mail's span is counted by no calendar, whatever the channel has.
  const versions = facts.calendarId === null ? [] : loaded.input.calendars(message.channelId);
  const fromAt = facts.spanFromMessageId === null ? null : loaded.messages.get(facts.spanFromMessageId)?.at ?? null;
  const goals = settingAt(await getSettingVersions(tx, 'reply-goals'), message.at);
  const span = fromAt === null ? null : counted(versions, facts.spanFromMessageId, fromAt, message.at, { raw: facts.spanRaw, business: facts.spanBusiness, agent: facts.spanBusinessAgent });
  const wait = facts.waitFromAt === null ? null : counted(versions, facts.waitFromMessageId, facts.waitFromAt, message.at, { raw: facts.waitRaw, business: facts.waitBusiness, agent: facts.waitBusinessAgent });
  return {
    messageId, conversationId: row.conversation_id, subject: row.subject, at: row.at, type: facts.messageType, classification: facts.classification, agentId: row.agent_id, agentName: row.agent_name,
    isIncluded: facts.isIncludedInStats, excludedBecause: facts.excludedBecause, isInitialReply: facts.isInitialReply, isOutlier: facts.isOutlier.firstReply || facts.isOutlier.overallReply || facts.isOutlier.forward,
    span, slaSeconds: facts.messageType === 'inbound' ? null : facts.spanBusinessSla, wait, calendar: await calendarOf(tx, facts, versions),
    goals: { first: goals?.firstReply.goal ?? null, reply: goals?.overall.goal ?? null },
    held: row.has_facts ? { rawSeconds: row.span_raw, businessSeconds: row.span_business, waitRawSeconds: row.wait_raw, waitBusinessSeconds: row.wait_business } : null,
    isCurrent: row.has_facts && row.span_raw === facts.spanRaw && row.span_business === facts.spanBusiness && row.wait_raw === facts.waitRaw && row.wait_business === facts.waitBusiness && row.span_business_sla === facts.spanBusinessSla,
  };
}

function counted(
  versions: readonly CalendarVersion[], fromMessageId: number | null, fromMs: number, toMs: number,
  seconds: { readonly raw: number | null; readonly business: number | null; readonly agent: number | null },
): CountedSpan {
  const intervals = businessIntervals(versions, fromMs, toMs);
  const text = (ms: number): string => new Date(ms).toISOString();
  return {
    fromMessageId, from: text(fromMs), to: text(Math.max(fromMs, toMs)), rawSeconds: seconds.raw ?? 0, businessSeconds: seconds.business ?? 0, businessAgentSeconds: seconds.agent ?? 0,
    intervals: intervals.slice(0, intervalsMax).map(({ from, to, version }) => ({ from: text(from), to: text(to), seconds: (to - from) / 1_000, version })), isCut: intervals.length > intervalsMax,
  };
}

async function calendarOf(tx: Tx, facts: MessageFacts, versions: readonly CalendarVersion[]): Promise<ReplyExplanation['calendar']> {
  if (facts.calendarId === null) return null;
  const { name } = await tx.one(sql<{ name: string }>`SELECT name FROM calendars WHERE account_id = ${tx.accountId} AND id = ${facts.calendarId}`);
  const used = new Set([...facts.spanVersions, ...facts.waitVersions]);
  return {
    id: facts.calendarId, name,
    versions: versions.filter(({ version }) => used.has(version)).map(({ version, validFrom, zone }) => ({ version, validFrom: validFrom === null ? null : new Date(validFrom).toISOString(), zone })),
  };
}
