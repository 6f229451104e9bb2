import { domainOf } from '#core/kernel/index.ts';
import type { ThreadStatus, ThreadType } from '../log-filter.ts';
import type { PlainConversation, PlainMessage, PlainParty } from './plain-log.ts';

/** The lines of `patchbay export messages` and `conversations` that a count one by one needs. */
export interface ExportedLogMessage {
  readonly id: number; readonly conversation_id: number; readonly message_at: string; readonly subject: string; readonly message_type: ThreadType;
  readonly classification: PlainMessage['classification']; readonly is_included_in_stats: boolean; readonly is_outlier: boolean; readonly is_initial_reply: boolean; readonly is_touch: boolean; readonly is_nudge: boolean;
  readonly span_seconds_raw: number | null; readonly span_seconds_business: number | null; readonly agent_id: number | null; readonly labels: readonly string[];
  readonly from: ExportedParty; readonly recipients: Readonly<Record<string, readonly ExportedParty[]>>;
}
interface ExportedParty { readonly name: string; readonly address: string }

export interface ExportedLogConversation {
  readonly id: number; readonly channel_id: number; readonly type: ThreadType; readonly status: ThreadStatus; readonly labels: readonly string[];
  readonly initial_reply_seconds_raw: number | null; readonly is_initial_reply_outlier: boolean; readonly closed_at: string | null;
  readonly close_mail_seconds_raw: number | null; readonly close_mail_seconds_business: number | null; readonly is_close_outlier: boolean; readonly waiting_since: string | null;
}

/** Exported lines as the plain log that `bruteForceStats` counts. `ids`: mail address -> number, as filters name people. */
export function plainFromExport(
  messages: readonly ExportedLogMessage[], conversations: readonly ExportedLogConversation[], ids: ReadonlyMap<string, number>,
): { messages: PlainMessage[]; conversations: PlainConversation[] } {
  const party = (role: PlainParty['role'], { address }: ExportedParty): PlainParty => ({ role, addressId: ids.get(address)!, domain: domainOf(address) });
  return {
    messages: messages.map((row) => ({
      id: row.id, conversationId: row.conversation_id, at: Date.parse(row.message_at), subject: row.subject, type: row.message_type, classification: row.classification,
      isIncluded: row.is_included_in_stats, isOutlier: row.is_outlier, isInitialReply: row.is_initial_reply, isTouch: row.is_touch, isNudge: row.is_nudge, spanRaw: row.span_seconds_raw,
      spanBusiness: row.span_seconds_business, agentId: row.agent_id, senderId: ids.get(row.from.address) ?? null, labels: row.labels,
      parties: [party('from', row.from), ...Object.entries(row.recipients).flatMap(([role, list]) => list.map((entry) => party(role as PlainParty['role'], entry)))],
    })),
    conversations: conversations.map((row) => ({
      id: row.id, channelId: row.channel_id, type: row.type, status: row.status, labels: row.labels, initialReplyRaw: row.initial_reply_seconds_raw,
      initialReplyIsOutlier: row.is_initial_reply_outlier, closedAt: row.closed_at === null ? null : Date.parse(row.closed_at), closeRaw: row.close_mail_seconds_raw,
      closeBusiness: row.close_mail_seconds_business, closeIsOutlier: row.is_close_outlier, waitingSince: row.waiting_since === null ? null : Date.parse(row.waiting_since),
    })),
  };
}
