import { writeAudit } from '#core/audit/index.ts';
import { invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

export interface StaffingSettings {
  /** Of a hundred people who are planned so many are not at their desks: breaks, training, sickness. 0 to 90, whole. */
  readonly shrinkagePercent: number;
}

const bounds = { min: 0, max: 90 };

export async function getStaffingSettings(tx: Tx, act: Act): Promise<StaffingSettings> {
  requirePermission(act, 'queues.read');
  return { shrinkagePercent: await readShrinkage(tx) };
}

export async function changeStaffingSettings(tx: Tx, act: Act, { shrinkagePercent }: StaffingSettings): Promise<StaffingSettings> {
  requirePermission(act, 'work.supervise');
  if (!Number.isSafeInteger(shrinkagePercent) || shrinkagePercent < bounds.min || shrinkagePercent > bounds.max) throw invalid('shrinkagePercent', `must be a whole number from ${bounds.min} to ${bounds.max}`, 'out-of-range', bounds);
  await tx.run(sql`
    INSERT INTO staffing_settings (account_id, shrinkage_percent) VALUES (${tx.accountId}, ${shrinkagePercent})
    ON CONFLICT (account_id) DO UPDATE SET shrinkage_percent = excluded.shrinkage_percent`);
  await writeAudit(tx, act, { action: 'settings.changed', targetKind: 'staffing', targetId: tx.accountId, detail: { shrinkagePercent } });
  return { shrinkagePercent };
}

/** For who has asked for his own permission. */
export async function readShrinkage(tx: Tx): Promise<number> {
  return (await tx.maybe(sql<{ percent: number }>`SELECT shrinkage_percent AS percent FROM staffing_settings WHERE account_id = ${tx.accountId}`))?.percent ?? 0;
}

/** People to plan so that as many as needed are at their desks. */
export function toBePlanned(needed: number, shrinkagePercent: number): number {
  return Math.ceil((needed * 100) / (100 - shrinkagePercent));
}

/** How many of the planned people are at their desks. */
export function presentOf(planned: number, shrinkagePercent: number): number {
  return Math.floor((planned * (100 - shrinkagePercent)) / 100);
}
