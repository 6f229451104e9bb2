import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { lockChannel } from '../aliases.ts';
import { tellChange } from '../change-channel.ts';
import { defaultChannelSettings, type ChannelSettings } from './channel-settings.ts';
import { checkSettings } from './check-settings.ts';

/** How the channel answers: what was set, over the defaults; the language is then the account's. */
export async function getChannelSettings(tx: Tx, act: Act, channelId: number): Promise<ChannelSettings> {
  requirePermission(act, 'channels.read');
  const row = await tx.maybe(sql<{ settings: Record<string, unknown>; language: 'en' | 'de' }>`
    SELECT settings, (SELECT language FROM accounts WHERE id = ${tx.accountId}) AS language FROM channels WHERE account_id = ${tx.accountId} AND id = ${channelId}`);
  if (!row) throw notFound('channel');
  const set = Object.keys(defaultChannelSettings).filter((key) => key in row.settings).map((key) => [key, row.settings[key]]);
  return { ...defaultChannelSettings, language: row.language, ...(Object.fromEntries(set) as Partial<ChannelSettings>) };
}

/** Sets what the change names; the rest stays. HTML in it is sanitised by the caller (`Outside.cleanHtml`). */
export async function changeChannelSettings(tx: Tx, act: Act, channelId: number, change: Partial<ChannelSettings>): Promise<ChannelSettings> {
  requirePermission(act, 'channels.write');
  const checked = checkSettings(change);
  await lockChannel(tx, channelId);
  const keys = Object.keys(checked);
  if (keys.length > 0) {
    await tx.run(sql`UPDATE channels SET settings = settings || ${JSON.stringify(checked)}::jsonb WHERE account_id = ${tx.accountId} AND id = ${channelId}`);
    await tellChange(tx, act, channelId, 'channel.settings-changed', { keys });
  }
  return getChannelSettings(tx, { ...act, actor: { ...act.actor, permissions: 'all' } }, channelId); // whoever may change it may see it
}
