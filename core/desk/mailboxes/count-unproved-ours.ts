import { sql, type Tx } from '#storage/index.ts';

/** Mails that say that they are from us while nothing shows it. */
export interface UnprovedOurs {
  /** Of the last 30 days, counted up to 1,000. */
  readonly unprovedOurs: number;
  /** How the topmost Authentication-Results of the newest 100 of them name their author, most often seen first: one of these may be a server to trust. */
  readonly namedServers: readonly string[];
  /** Mails that count as ours because somebody said so, however old; counted up to 1,000. */
  readonly vouchedOurs: number;
}

const days = 30;

/** From when on they are counted. */
export const unprovedSince = (now: string): string => new Date(Date.parse(now) - days * 86_400_000).toISOString();

/** By channel; those without any are left out. */
export async function countUnprovedOurs(tx: Tx, now: string): Promise<Map<number, UnprovedOurs>> {
  const since = unprovedSince(now);
  const rows = await tx.rows(sql<UnprovedOurs & { channelId: number }>`
    SELECT ch.id AS "channelId",
      (SELECT count(*) FROM (SELECT FROM messages m WHERE m.account_id = ${tx.accountId} AND m.channel_id = ch.id AND m.is_unproved_ours AND m.at >= ${since} LIMIT 1000) counted) AS "unprovedOurs",
      (SELECT coalesce(jsonb_agg(s.name ORDER BY s.seen DESC, s.name), '[]') FROM (
         SELECT n.name, count(*) AS seen FROM (
           SELECT m.sender_check ->> 'namedServer' AS name FROM messages m
           WHERE m.account_id = ${tx.accountId} AND m.channel_id = ch.id AND m.is_unproved_ours AND m.at >= ${since} ORDER BY m.at DESC LIMIT 100) n
         WHERE n.name IS NOT NULL GROUP BY n.name ORDER BY seen DESC, n.name LIMIT 5) s) AS "namedServers",
      (SELECT count(*) FROM (SELECT FROM messages m WHERE m.account_id = ${tx.accountId} AND m.channel_id = ch.id AND m.sender_proof = 'person' AND m.deleted_at IS NULL LIMIT 1000) counted) AS "vouchedOurs"
    FROM channels ch WHERE ch.account_id = ${tx.accountId} AND ch.kind = 'email'`);
  return new Map(rows.filter(({ unprovedOurs, vouchedOurs }) => unprovedOurs + vouchedOurs > 0).map(({ channelId, ...counted }) => [channelId, counted]));
}

export const noneUnproved: UnprovedOurs = { unprovedOurs: 0, namedServers: [], vouchedOurs: 0 };
