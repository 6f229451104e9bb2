import { localTime } from './local-time.ts';
import type { Cell, CellKind, ReportDocument } from './report-document.ts';

/**
 * UTF-8 with a mark at its beginning and CRLF, as Excel wants it; where the language writes 1,5 the separator is a semicolon. Durations are whole seconds, percent has one decimal. A text that a
 * spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection), also behind a full-width sign or a blank.
 */
export function renderCsv(report: ReportDocument): Buffer {
  const separator = report.language === 'de' ? ';' : ',';
  const decimal = report.language === 'de' ? ',' : '.';
  const write = (cells: readonly string[]): string => cells.join(separator);
  const value = (cell: Cell, kind: CellKind): string => {
    if (cell === null) return '';
    switch (kind) {
      case 'text': case 'day': return csvText(String(cell)); // a day as programs read it
      case 'count': return String(Number(cell));
      case 'duration': return String(Math.round(Number(cell)));
      case 'percent': return String(Math.round(Number(cell) * 10) / 10).replace('.', decimal);
      case 'instant': return localTime(String(cell), report.zone);
    }
  };
  const lines = [
    write([csvText(report.title)]), write([csvText(report.subtitle)]), ...report.facts.map(([label, text]) => write([csvText(label), csvText(text)])), ...report.notes.map((note) => write([csvText(note)])),
    ...report.tables.flatMap(({ title, columns, rows, total, note }) => [
      '', write([csvText(title)]), write(columns.map(({ label, kind }) => csvText(kind === 'duration' ? `${label} (s)` : kind === 'percent' && !label.endsWith('%') ? `${label} (%)` : label))),
      ...rows.map((cells) => write(cells.map((cell, at) => value(cell, columns[at]!.kind)))), ...(total ? [write(total.map((cell, at) => value(cell, columns[at]!.kind)))] : []), ...(note === null ? [] : [write([csvText(note)])]),
    ]),
  ];
  return Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`);
}

const formulaStart = /^[\s\u00a0\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]/u;

/** Always in quotes, so that what is before the separator stays there; line breaks become blanks, so that no line can begin with a formula. */
export function csvText(text: string): string {
  const plain = text.toWellFormed().replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');
  const isFormula = formulaStart.test(text) || formulaStart.test(plain) || /^[\t\r\n]/.test(text);
  return `"${(isFormula ? `'${plain}` : plain).replaceAll('"', '""')}"`;
}
