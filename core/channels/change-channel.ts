import { checkName } from '#core/accounts/index.ts';
import { writeAudit, type AuditAction } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { claimAddress } from './claim-address.ts';

/** What is not named stays. `calendarId` null: the account's default counts. Another calendar counts for all history. */
export interface ChannelChange { readonly name?: string; readonly calendarId?: number | null }

export async function changeChannel(tx: Tx, act: Act, channelId: number, change: ChannelChange): Promise<void> {
  requirePermission(act, 'channels.write');
  const name = change.name === undefined ? null : checkName('name', change.name);
  const changed = await tx.run(sql`
    UPDATE channels SET name = coalesce(${name}, name),
      calendar_id = CASE WHEN ${change.calendarId === undefined}::boolean THEN calendar_id ELSE ${change.calendarId ?? null}::bigint END
    WHERE account_id = ${tx.accountId} AND id = ${channelId}`).catch(unknownCalendar);
  if (changed === 0) throw notFound('channel');
  await tellChange(tx, act, channelId, 'channel.changed', { ...change }, { recompute: change.calendarId !== undefined });
}

/** Receives and sends nothing from now on. Again: nothing happens. */
export async function disableChannel(tx: Tx, act: Act, channelId: number): Promise<void> {
  await setDisabled(tx, act, channelId, act.now);
}

/** `conflict` where another account took one of its addresses meanwhile. */
export async function enableChannel(tx: Tx, act: Act, channelId: number): Promise<void> {
  await setDisabled(tx, act, channelId, null);
}

async function setDisabled(tx: Tx, act: Act, channelId: number, at: string | null): Promise<void> {
  requirePermission(act, 'channels.write');
  const channel = await tx.maybe(sql<{ disabledAt: string | null; isList: boolean }>`
    SELECT disabled_at AS "disabledAt", is_list AS "isList" FROM channels WHERE account_id = ${tx.accountId} AND id = ${channelId} FOR UPDATE`);
  if (!channel) throw notFound('channel');
  if ((channel.disabledAt === null) === (at === null)) return;
  if (at === null) for (const address of await addressesOf(tx, channelId)) await claimAddress(tx, address, channel);
  await tx.run(sql`UPDATE channels SET disabled_at = ${at} WHERE account_id = ${tx.accountId} AND id = ${channelId}`);
  await tellChange(tx, act, channelId, at === null ? 'channel.enabled' : 'channel.disabled', {});
}

/** In order, so that two who claim the same cannot lock each other. */
async function addressesOf(tx: Tx, channelId: number): Promise<string[]> {
  const rows = await tx.rows(sql<{ address: string }>`SELECT address FROM channel_addresses WHERE account_id = ${tx.accountId} AND channel_id = ${channelId} ORDER BY address`);
  return rows.map(({ address }) => address);
}

/** The event and the audit row of a change. `recompute`: figures of the past depend on what changed. */
export async function tellChange(
  tx: Tx, act: Act, channelId: number, action: AuditAction, detail: Record<string, unknown>, { recompute = false }: { recompute?: boolean } = {},
): Promise<void> {
  await appendEvents(tx, act, [{ type: 'channel.changed', data: { channelId, recompute } }]);
  await writeAudit(tx, act, { action, targetKind: 'channel', targetId: channelId, detail });
}

/** The row's key holds the account: a calendar of another account is as unknown as one that never was. */
function unknownCalendar(error: unknown): never {
  throw (error as { code?: unknown }).code === '23503' ? notFound('calendar') : error;
}
