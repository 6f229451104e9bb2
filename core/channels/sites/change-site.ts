import { invalid, notFound, requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { tellChange } from '../change-channel.ts';
import { getChannel } from '../find-channels.ts';
import { checkSiteSettings } from './check-site-settings.ts';
import type { SiteSettings } from './site-settings.ts';

/** What is not named stays. */
export interface SiteChange {
  readonly settings?: Partial<SiteSettings>;
  /** A mailbox of the account. */
  readonly replyChannelId?: number | null;
}

/** Name, opening hours and members change as with every channel; the queue by core/routing, which knows what a queue is. */
export async function changeSite(tx: Tx, act: Act, channelId: number, { settings = {}, replyChannelId }: SiteChange): Promise<void> {
  requirePermission(act, 'channels.write');
  const checked = checkSiteSettings(settings);
  if (typeof replyChannelId === 'number' && (await getChannel(tx, seesAll(act), replyChannelId)).kind !== 'email') throw invalid('replyChannelId', 'must be a mailbox', 'no-mailbox');
  const changed = await tx.run(sql`
    UPDATE sites SET settings = settings || ${JSON.stringify(checked)}::jsonb,
      reply_channel_id = CASE WHEN ${replyChannelId === undefined}::boolean THEN reply_channel_id ELSE ${replyChannelId ?? null}::bigint END
    WHERE account_id = ${tx.accountId} AND channel_id = ${channelId}`);
  if (changed === 0) throw notFound('site');
  await tellChange(tx, act, channelId, 'channel.settings-changed', { keys: [...Object.keys(checked), ...(replyChannelId === undefined ? [] : ['replyChannelId'])] });
}

/** Which queue its chats go to. For the command of core/routing that has looked at the queue. */
export async function setSiteQueueId(tx: Tx, act: Act, channelId: number, queueId: number | null): Promise<void> {
  requirePermission(act, 'channels.write');
  const changed = await tx.run(sql`UPDATE sites SET queue_id = ${queueId}::bigint WHERE account_id = ${tx.accountId} AND channel_id = ${channelId}`);
  if (changed === 0) throw notFound('site');
  await tellChange(tx, act, channelId, 'channel.settings-changed', { keys: ['queueId'], queueId });
}
