import type { Act } from '#core/kernel/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { ContactSource } from '../contact-sources.ts';

/** Where somebody is who came to a channel from outside, and what he says of himself. Each text is cut to its size. */
export interface VisitorSighting {
  readonly pageUrl?: string | null;
  readonly pageTitle?: string | null;
  readonly referrer?: string | null;
  readonly browser?: string | null;
  readonly language?: string | null;
  readonly zone?: string | null;
  readonly claimedName?: string | null;
  readonly claimedEmail?: string | null;
}

export interface Visitor {
  readonly channelId: number;
  readonly sourceId: string;
  readonly isOnline: boolean;
  readonly pageUrl: string | null;
  readonly pageTitle: string | null;
  readonly referrer: string | null;
  readonly browser: string | null;
  readonly language: string | null;
  readonly zone: string | null;
  readonly claimedName: string | null;
  readonly claimedEmail: string | null;
  /** The contact's key of the channel proved who he is. */
  readonly isVerified: boolean;
  readonly seenAt: string;
  /** Up to which message he was written to by mail. */
  readonly mailedMessageId: number;
}

type Source = Pick<ContactSource, 'channelId' | 'sourceId'>;

/** How long somebody counts as there after he was last heard of. */
export const visitorLeaseSeconds = 45;
const typingSeconds = 8;
const sizes = { pageUrl: 2_000, pageTitle: 300, referrer: 2_000, browser: 300, language: 35, zone: 60, claimedName: 200, claimedEmail: 254 } as const;

/** He is there now. What is not said stays as it was. The name must be there (`putContactSource`). For doors that have checked it. */
export async function noteVisitor(tx: Tx, act: Act, { channelId, sourceId }: Source, sighting: VisitorSighting = {}): Promise<void> {
  const cut = (name: keyof typeof sizes): string | null => textOf(sighting[name], sizes[name]);
  await tx.run(sql`
    INSERT INTO visitors AS v (account_id, channel_id, source_id, until, page_url, page_title, referrer, browser, language, zone, claimed_name, claimed_email, created_at, seen_at)
    VALUES (${tx.accountId}, ${channelId}, ${sourceId}, clock_timestamp() + make_interval(secs => ${visitorLeaseSeconds}), ${cut('pageUrl')}, ${cut('pageTitle')}, ${cut('referrer')}, ${cut('browser')},
      ${cut('language')}, ${cut('zone')}, ${cut('claimedName')}, ${cut('claimedEmail')}, ${act.now}, ${act.now})
    ON CONFLICT (account_id, channel_id, source_id) DO UPDATE SET until = excluded.until, seen_at = excluded.seen_at, page_url = coalesce(excluded.page_url, v.page_url),
      page_title = CASE WHEN excluded.page_url IS NULL THEN v.page_title ELSE excluded.page_title END, referrer = coalesce(excluded.referrer, v.referrer), browser = coalesce(excluded.browser, v.browser),
      language = coalesce(excluded.language, v.language), zone = coalesce(excluded.zone, v.zone), claimed_name = coalesce(excluded.claimed_name, v.claimed_name), claimed_email = coalesce(excluded.claimed_email, v.claimed_email)`);
}

/** These are there now, as far as they are known. For the process that holds their sockets. */
export async function keepVisitors(tx: Tx, sources: readonly Source[]): Promise<void> {
  if (sources.length === 0) return;
  await tx.run(sql`
    UPDATE visitors v SET until = clock_timestamp() + make_interval(secs => ${visitorLeaseSeconds})
    FROM jsonb_to_recordset(${JSON.stringify(sources)}::jsonb) AS s("channelId" bigint, "sourceId" text)
    WHERE v.account_id = ${tx.accountId} AND v.channel_id = s."channelId" AND v.source_id = s."sourceId"`);
}

/** He closed the page. */
export async function noteVisitorGone(tx: Tx, { channelId, sourceId }: Source): Promise<void> {
  await tx.run(sql`UPDATE visitors SET until = clock_timestamp(), typing_until = NULL, typing_in = NULL WHERE account_id = ${tx.accountId} AND channel_id = ${channelId} AND source_id = ${sourceId}`);
}

/** He writes, for the next seconds, in a conversation of his (the caller has looked whose it is), or no longer. */
export async function noteVisitorTyping(tx: Tx, { channelId, sourceId }: Source, conversationId: number | null): Promise<void> {
  await tx.run(sql`
    UPDATE visitors SET typing_in = ${conversationId}::bigint, typing_until = CASE WHEN ${conversationId}::bigint IS NULL THEN NULL ELSE clock_timestamp() + make_interval(secs => ${typingSeconds}) END
    WHERE account_id = ${tx.accountId} AND channel_id = ${channelId} AND source_id = ${sourceId}`);
}

/** What was written up to this message has gone after him by mail. */
export async function noteMailedUpTo(tx: Tx, { channelId, sourceId }: Source, messageId: number): Promise<void> {
  await tx.run(sql`UPDATE visitors SET mailed_message_id = greatest(mailed_message_id, ${messageId}::bigint) WHERE account_id = ${tx.accountId} AND channel_id = ${channelId} AND source_id = ${sourceId}`);
}

/** In which conversations the contact writes at this moment. */
export async function findTypingVisitors(tx: Tx): Promise<{ readonly conversationId: number; readonly channelId: number; readonly sourceId: string }[]> {
  return tx.rows(sql<{ conversationId: number; channelId: number; sourceId: string }>`
    SELECT typing_in AS "conversationId", channel_id AS "channelId", source_id AS "sourceId" FROM visitors
    WHERE account_id = ${tx.accountId} AND typing_until > clock_timestamp() AND typing_in IS NOT NULL ORDER BY 1 LIMIT 1000`);
}

/** By this name in this channel; null: nobody has been seen. */
export async function findVisitor(tx: Tx, act: Act, { channelId, sourceId }: Source): Promise<Visitor | null> {
  requirePermission(act, 'contacts.read');
  return tx.maybe(sql<Visitor>`
    SELECT v.channel_id AS "channelId", v.source_id AS "sourceId", v.until > clock_timestamp() AS "isOnline", v.page_url AS "pageUrl", v.page_title AS "pageTitle", v.referrer, v.browser, v.language, v.zone,
      v.claimed_name AS "claimedName", v.claimed_email AS "claimedEmail", s.is_verified AS "isVerified", v.seen_at AS "seenAt", v.mailed_message_id AS "mailedMessageId"
    FROM visitors v JOIN contact_sources s ON s.account_id = v.account_id AND s.channel_id = v.channel_id AND s.source_id = v.source_id
    WHERE v.account_id = ${tx.accountId} AND v.channel_id = ${channelId} AND v.source_id = ${sourceId}`);
}

function textOf(text: string | null | undefined, max: number): string | null {
  const clean = text?.toWellFormed().replaceAll(/[\u0000-\u001f\u007f]/g, ' ').trim().slice(0, max) ?? '';
  return clean === '' ? null : clean.toWellFormed();
}
