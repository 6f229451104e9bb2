import { checkName } from '#core/accounts/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { Channel } from '../channel.ts';
import { ensureDoor } from '../doors/get-door.ts';
import { getChannel } from '../find-channels.ts';
import { checkSiteSettings } from './check-site-settings.ts';
import type { SiteSettings } from './site-settings.ts';

/** A website whose visitors write through the widget. Its door has a public name at once. */
export async function createSite(tx: Tx, act: Act, { name, settings = {} }: { readonly name: string; readonly settings?: Partial<SiteSettings> }): Promise<Channel> {
  requirePermission(act, 'channels.write');
  const checkedName = checkName('name', name);
  const checked = checkSiteSettings(settings);
  const { id } = await tx.one(sql<{ id: number }>`
    INSERT INTO channels (account_id, kind, name, created_at) VALUES (${tx.accountId}, 'site', ${checkedName}, ${act.now}) RETURNING id`);
  await tx.run(sql`INSERT INTO sites (account_id, channel_id, settings) VALUES (${tx.accountId}, ${id}, ${JSON.stringify(checked)}::jsonb)`);
  await ensureDoor(tx, seesAll(act), id);
  await appendEvents(tx, act, [{ type: 'channel.created', data: { channelId: id } }]);
  await writeAudit(tx, act, { action: 'channel.created', targetKind: 'channel', targetId: id, detail: { kind: 'site' } });
  return getChannel(tx, seesAll(act), id);
}
