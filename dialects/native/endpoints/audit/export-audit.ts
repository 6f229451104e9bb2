import { exportAudit as read } from '#core/audit/index.ts';
import { fileOperation } from '#http/index.ts';
import { auditCsv, auditJsonLines } from '../../render/audit-file.ts';
import { AuditExportQuery } from '../../schemas/audit.ts';

export const exportAudit = fileOperation({
  id: 'audit.export',
  path: '/native/v1/audit/export',
  tag: 'Audit log',
  summary: 'The audit log as a file, newest first, as CSV (safe for spreadsheets) or lines of JSON; 50,000 rows at most',
  mediaTypes: ['text/csv', 'application/x-ndjson'],
  query: AuditExportQuery,
  async handle({ act, snapshot, query: { format = 'csv', action, actorUserId } }) {
    const rows = await snapshot((tx) => read(tx, act, { ...(action === undefined ? {} : { actionPrefix: action }), ...(actorUserId === undefined ? {} : { actorUserId }) }));
    const content = Buffer.from(format === 'csv' ? auditCsv(rows) : auditJsonLines(rows));
    return {
      mediaType: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson', byteCount: content.byteLength,
      fileName: `audit-log-${act.now.slice(0, 10)}.${format}`, disposition: 'attachment', open: async () => content,
    };
  },
});
