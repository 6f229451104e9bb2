import { notFound, type Act } from '#core/kernel/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { checkName } from '../check-name.ts';
import { checkZone } from '../check-zone.ts';
import { isOneself, requireUserControl } from './require-control.ts';

/** Name and zone (null: the account's), by the user or whoever has control over the user; what is not named stays. */
export async function changeUser(tx: Tx, act: Act, userId: number, change: { name?: string; zone?: string | null }): Promise<void> {
  if (!isOneself(act, userId)) await requireUserControl(tx, act, userId);
  const name = change.name === undefined ? null : checkName('name', change.name);
  const zone = typeof change.zone === 'string' ? checkZone(change.zone) : null;
  const changed = await tx.run(sql`
    UPDATE users SET name = coalesce(${name}, name), zone = CASE WHEN ${change.zone === undefined}::boolean THEN zone ELSE ${zone} END WHERE id = ${userId}`);
  if (changed === 0) throw notFound('user');
  await writeAudit(tx, act, { action: 'user.changed', targetKind: 'user', targetId: userId, detail: { fields: Object.keys(change) } });
}
