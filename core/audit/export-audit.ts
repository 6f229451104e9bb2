import { requirePermission, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { findAudit, type AuditFilter, type AuditPosition, type AuditRow } from './find-audit.ts';

/** What one export gives at most; who wants more filters. */
export const auditExportMax = 50_000;

/** The newest rows of the log, all that match up to `auditExportMax`. Read in one transaction, page by page. */
export async function exportAudit(tx: Tx, act: Act, filter: AuditFilter): Promise<AuditRow[]> {
  requirePermission(act, 'audit.read');
  const rows: AuditRow[] = [];
  let after: AuditPosition | null = null;
  while (rows.length < auditExportMax) {
    const page: AuditRow[] = await findAudit(tx, act, { ...filter, after, limit: Math.min(pageMax, auditExportMax - rows.length) });
    rows.push(...page);
    const last = page.at(-1);
    if (!last || page.length < pageMax) break;
    after = { at: last.at, id: last.id };
  }
  return rows;
}

const pageMax = 5_000;
