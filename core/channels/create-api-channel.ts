import { checkName } from '#core/accounts/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { Channel } from './channel.ts';
import { ensureDoor } from './doors/get-door.ts';
import { getChannel } from './find-channels.ts';

/** A channel without an address of its own: software hands messages in and takes them out. A mailbox is made by `ensureChannel`. */
export async function createApiChannel(tx: Tx, act: Act, input: { readonly name: string }): Promise<Channel> {
  requirePermission(act, 'channels.write');
  const name = checkName('name', input.name);
  const { id } = await tx.one(sql<{ id: number }>`
    INSERT INTO channels (account_id, kind, name, created_at) VALUES (${tx.accountId}, 'api', ${name}, ${act.now}) RETURNING id`);
  await ensureDoor(tx, seesAll(act), id);
  await appendEvents(tx, act, [{ type: 'channel.created', data: { channelId: id } }]);
  await writeAudit(tx, act, { action: 'channel.created', targetKind: 'channel', targetId: id, detail: { kind: 'api' } });
  return getChannel(tx, seesAll(act), id);
}
