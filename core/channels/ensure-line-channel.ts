import { checkName } from '#core/accounts/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

export interface LineChannelInput {
  readonly kind: 'voice' | 'chat';
  /** voice: the digits of the number that is called; chat: the way in. '': the account's one line of the kind. */
  readonly line: string;
  readonly name: string;
}

/**
 * The channel of a line (a number that customers call, a way into the chat), made where there is none. It has no mail address: its key in
 * `channel_addresses` is the kind and the line, so two at once agree. For commands that have checked their permission.
 */
export async function ensureLineChannel(tx: Tx, act: Act, { kind, line, name }: LineChannelInput): Promise<{ id: number; created: boolean }> {
  requirePermission(act, 'work.handle');
  const key = `${kind}:${checkName('line', line === '' ? '-' : line, 100)}`;
  const checkedName = checkName('name', name);
  const find = () => tx.maybe(sql<{ id: number }>`SELECT channel_id AS id FROM channel_addresses WHERE account_id = ${tx.accountId} AND address = ${key}`);
  const present = await find();
  if (present) return { ...present, created: false };
  const made = await tx.maybe(sql<{ id: number }>`
    WITH wanted AS MATERIALIZED (SELECT nextval(pg_get_serial_sequence('channels', 'id')) AS id
    ), won AS (
      INSERT INTO channel_addresses (account_id, address, channel_id) SELECT ${tx.accountId}::bigint, ${key}, id FROM wanted ON CONFLICT DO NOTHING RETURNING channel_id
    ), made AS (
      INSERT INTO channels (account_id, id, kind, name, created_at) SELECT ${tx.accountId}::bigint, channel_id, ${kind}, ${checkedName}, ${act.now}::timestamptz FROM won
    )
    SELECT channel_id AS id FROM won`);
  if (!made) return { ...(await find())!, created: false };
  await appendEvents(tx, act, [{ type: 'channel.created', data: { channelId: made.id } }]);
  await writeAudit(tx, act, { action: 'channel.created', targetKind: 'channel', targetId: made.id, detail: { kind } });
  return { ...made, created: true };
}
