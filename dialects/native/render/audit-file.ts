import type { AuditRow } from '#core/audit/index.ts';

const columns = ['at', 'id', 'actorKind', 'actorUserId', 'action', 'targetKind', 'targetId', 'address', 'detail'] as const;

/** RFC 4180, with a first line of names. Detail is JSON. */
export function auditCsv(rows: readonly AuditRow[]): string {
  const line = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;
  return line(columns) + rows.map((row) => line(columns.map((column) => {
    const value = row[column];
    return value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
  }))).join('');
}

/** One row a line. */
export function auditJsonLines(rows: readonly AuditRow[]): string {
  return rows.map(({ id, at, actorKind, actorUserId, action, targetKind, targetId, detail, address }) => (
    `${JSON.stringify({ id, at, actorKind, actorUserId, action, targetKind, targetId, detail, address })}\n`)).join('');
}

/**
 * A cell that no spreadsheet takes for a formula: what begins like one (`= + - @`, tab, return, their full-width forms, also after blanks or quotes) gets
 * an apostrophe before it (OWASP, CSV injection). A plain number stays one.
 */
export function csvCell(text: string): string {
  const safe = /^[\s"'\u0000]*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) && !/^-?\d+(?:\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
