import { businessSeconds, loadCalendars } from '#core/calendars/index.ts';
import { invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { requireScope, waits, type WaitingScope } from './waiting-scope.ts';

/** A contact who waits for us; somebody whom we do not know as a contact stands once for each conversation. */
export interface WaitingContact {
  readonly contactId: number | null;
  readonly name: string | null;
  readonly address: string | null;
  /** Of the question that waits longest. RFC 3339. */
  readonly waitingSince: string;
  readonly waitedSeconds: number;
  readonly waitedBusinessSeconds: number;
  /** The conversation that waits longest, and how many of theirs wait: 100 at most. */
  readonly conversationId: number;
  readonly subject: string;
  readonly conversations: number;
  readonly channelName: string;
  readonly agentId: number | null;
  readonly agentName: string | null;
}

const limitMax = 200;
const perContactMax = 100;
type Row = Omit<WaitingContact, 'waitedSeconds' | 'waitedBusinessSeconds'> & { readonly channelId: number };

/** The contacts who wait longest, each once; `next` is where the following page begins. Walks those who wait from the oldest on and stops when the page is full. */
export async function findWaitingContacts(
  tx: Tx, act: Act, scope: WaitingScope = {}, { after, limit = 50 }: { after?: { readonly at: string; readonly id: number } | null; limit?: number } = {},
): Promise<{ asOf: string; rows: WaitingContact[]; next: { at: string; id: number } | null }> {
  requirePermission(act, 'reports.read');
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > limitMax) throw invalid('limit', `must be a whole number from 1 to ${limitMax}`, 'out-of-range', { min: 1, max: limitMax });
  await requireScope(tx, scope);
  const found = await tx.rows(sql<Row>`
    SELECT w.contact_id AS "contactId", k.name, a.address, w.waiting_since AS "waitingSince", w.id AS "conversationId", w.subject, w.channel_id AS "channelId", ch.name AS "channelName", w.assignee_id AS "agentId", g.name AS "agentName",
      CASE WHEN w.contact_id IS NULL THEN 1 ELSE (
        SELECT count(*)::int FROM (SELECT FROM conversations c WHERE ${waits(tx.accountId, scope)} AND c.contact_id = w.contact_id LIMIT ${perContactMax}) x) END AS conversations
    FROM (
      SELECT c.* FROM conversations c WHERE ${waits(tx.accountId, scope)}
        AND ${after ? sql`(c.waiting_since, c.id) > (${after.at}::timestamptz, ${after.id}::bigint)` : sql`true`}
        AND (c.contact_id IS NULL OR NOT EXISTS (
          SELECT FROM (SELECT o.waiting_since, o.id FROM conversations o WHERE ${waits(tx.accountId, scope, sql`o`)} AND o.contact_id = c.contact_id ORDER BY o.waiting_since, o.id LIMIT 1) first
          WHERE (first.waiting_since, first.id) < (c.waiting_since, c.id)))
      ORDER BY c.waiting_since, c.id LIMIT ${limit + 1}) w
      JOIN channels ch ON ch.account_id = ${tx.accountId} AND ch.id = w.channel_id
      LEFT JOIN contacts k ON k.account_id = ${tx.accountId} AND k.id = w.contact_id
      LEFT JOIN addresses a ON a.account_id = ${tx.accountId} AND a.id = w.counterpart_id
      LEFT JOIN agents g ON g.account_id = ${tx.accountId} AND g.id = w.assignee_id
    ORDER BY w.waiting_since, w.id`);
  const calendars = await loadCalendars(tx);
  const nowMs = Date.parse(act.now);
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : undefined;
  return {
    asOf: act.now,
    rows: shown.map(({ channelId, ...row }) => {
      const sinceMs = Date.parse(row.waitingSince);
      return { ...row, waitedSeconds: Math.max(0, Math.floor(nowMs / 1_000) - Math.floor(sinceMs / 1_000)), waitedBusinessSeconds: businessSeconds(calendars.forChannel(channelId), sinceMs, nowMs).seconds };
    }),
    next: last === undefined ? null : { at: last.waitingSince, id: last.conversationId },
  };
}
