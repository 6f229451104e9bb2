import { writeAudit } from '#core/audit/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

export interface ReportPageSettings {
  /** People in an order of their figures. */
  readonly showsLeaderboards: boolean;
}

export async function getReportPageSettings(tx: Tx, act: Act): Promise<ReportPageSettings> {
  requirePermission(act, 'reports.read');
  const row = await tx.maybe(sql<ReportPageSettings>`SELECT shows_leaderboards AS "showsLeaderboards" FROM report_page_settings WHERE account_id = ${tx.accountId}`);
  return row ?? { showsLeaderboards: true };
}

export async function changeReportPageSettings(tx: Tx, act: Act, { showsLeaderboards }: ReportPageSettings): Promise<ReportPageSettings> {
  requirePermission(act, 'settings.write');
  await tx.run(sql`
    INSERT INTO report_page_settings (account_id, shows_leaderboards) VALUES (${tx.accountId}, ${showsLeaderboards})
    ON CONFLICT (account_id) DO UPDATE SET shows_leaderboards = excluded.shows_leaderboards`);
  await writeAudit(tx, act, { action: 'settings.changed', targetKind: 'report-pages', targetId: tx.accountId, detail: { showsLeaderboards } });
  return { showsLeaderboards };
}
