import { checkAddress, checkName } from '#core/accounts/index.ts';
import { requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { Channel } from './channel.ts';
import { claimAddress } from './claim-address.ts';
import { findChannelByAddress } from './find-channels.ts';

export interface ChannelInput {
  readonly kind: 'email';
  readonly address: string;
  readonly name?: string;
  /** Only for a channel that is made here: a present one keeps its mode, compare `isList`. */
  readonly isList?: boolean;
}

/**
 * The channel with this address (its own or an alias), made where there is none. Two at once agree: the address row's unique key decides,
 * and the channel is made only for a row that was won. `conflict` where another account has the address.
 */
export async function ensureChannel(tx: Tx, act: Act, input: ChannelInput): Promise<Channel & { created: boolean }> {
  requirePermission(act, 'channels.write');
  const address = checkAddress('address', input.address);
  const name = input.name === undefined ? address : checkName('name', input.name);
  const present = await findChannelByAddress(tx, seesAll(act), address);
  if (present) return { ...present, created: false };
  await claimAddress(tx, address, { isList: input.isList ?? false });
  const made = await tx.maybe(sql<{ id: number }>`
    WITH wanted AS MATERIALIZED (SELECT nextval(pg_get_serial_sequence('channels', 'id')) AS id
    ), won AS (
      INSERT INTO channel_addresses (account_id, address, channel_id) SELECT ${tx.accountId}::bigint, ${address}, id FROM wanted
      ON CONFLICT DO NOTHING RETURNING channel_id
    ), made AS (
      INSERT INTO channels (account_id, id, kind, name, address, is_list, created_at)
      SELECT ${tx.accountId}::bigint, channel_id, ${input.kind}, ${name}, ${address}, ${input.isList ?? false}::boolean,
             ${act.now}::timestamptz FROM won
    )
    SELECT channel_id AS id FROM won`);
  const channel = await findChannelByAddress(tx, seesAll(act), address);
  if (!channel) throw new Error('a channel that was just made or met is gone');
  if (!made) return { ...channel, created: false };
  await appendEvents(tx, act, [{ type: 'channel.created', data: { channelId: channel.id } }]);
  await writeAudit(tx, act, {
    action: 'channel.created', targetKind: 'channel', targetId: channel.id, detail: { kind: channel.kind, address, isList: channel.isList },
  });
  return { ...channel, created: true };
}
