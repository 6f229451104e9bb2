import { invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** Sets the zone of the account's local days. */
export async function setAccountZone(tx: Tx, act: Act, zone: string): Promise<void> {
  requirePermission(act, 'account.write');
  try {
    Temporal.Now.zonedDateTimeISO(zone);
  } catch {
    throw invalid('zone', `"${zone}" is no time zone; use an IANA name such as Europe/Berlin`);
  }
  const changed = await tx.run(sql`UPDATE accounts SET zone = ${zone} WHERE id = ${tx.accountId}`);
  if (changed === 0) throw notFound('account');
  await writeAudit(tx, act, { action: 'account.zone-changed', targetKind: 'account', targetId: tx.accountId, detail: { zone } });
}
