export { writeAudit, type AuditEntry } from './write-audit.ts';
export { auditExportMax, exportAudit } from './export-audit.ts';
export { findAudit, type AuditFilter, type AuditPosition, type AuditRow } from './find-audit.ts';
export { auditActions, type AuditAction } from './audit-action.ts';
