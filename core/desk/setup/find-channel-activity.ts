import { findAddressesElsewhere } from '#core/channels/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { countUnprovedOurs, noneUnproved, type UnprovedOurs } from '../mailboxes/count-unproved-ours.ts';

export interface ChannelActivity extends UnprovedOurs {
  /** Of the newest message of a conversation of the channel; null: none yet. */
  readonly lastMessageAt: string | null;
  /** Mails that could not be read. */
  readonly quarantined: number;
  /** Addresses of it whose mail goes to another account of this server (`findAddressesElsewhere`). */
  readonly addressesElsewhere: readonly string[];
}

/** Per channel; one index entry is read for each life of its conversations. */
export async function findChannelActivity(tx: Tx, act: Act): Promise<Map<number, ChannelActivity>> {
  requirePermission(act, 'channels.read');
  const rows = await tx.rows(sql<Omit<ChannelActivity, keyof UnprovedOurs | 'addressesElsewhere'> & { channelId: number }>`
    SELECT c.id AS "channelId",
      (SELECT max(newest.at) FROM unnest('{open,snoozed,resolved,closed,spam,deleted}'::text[]) AS l(life) CROSS JOIN LATERAL (
         SELECT v.last_message_at AS at FROM conversations v
         WHERE v.account_id = ${tx.accountId} AND v.channel_id = c.id AND v.life = l.life ORDER BY v.last_message_at DESC, v.id DESC LIMIT 1) newest) AS "lastMessageAt",
      (SELECT count(*) FROM quarantine q WHERE q.account_id = ${tx.accountId} AND q.channel_id = c.id AND q.resolved_at IS NULL) AS quarantined
    FROM channels c WHERE c.account_id = ${tx.accountId}`);
  const unproved = await countUnprovedOurs(tx, act.now);
  const elsewhere = await findAddressesElsewhere(tx, act);
  return new Map(rows.map(({ channelId, ...activity }) => [channelId, { ...activity, ...unproved.get(channelId) ?? noneUnproved, addressesElsewhere: elsewhere.get(channelId) ?? [] }]));
}
