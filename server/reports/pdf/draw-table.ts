import type { ReportFormats } from '../format-values.ts';
import { dayOf, type Cell, type CellKind, type ReportTable } from '../report-document.ts';
import { colours, contentEnd, innerWidth, lineHeight, page, type PdfPage, type TextStyle } from './pdf-page.ts';

const size = 7.5;
const cellPadding = 4;
const textLinesMax = 2;

export function cellText(cell: Cell, kind: CellKind, formats: ReportFormats): string {
  if (cell === null) return formats.count(null);
  switch (kind) {
    case 'text': return String(cell);
    case 'count': return formats.count(Number(cell));
    case 'duration': return formats.duration(Number(cell));
    case 'percent': return formats.percent(Number(cell));
    case 'instant': return formats.instant(String(cell));
    case 'day': return dayOf(String(cell)) === null ? String(cell) : formats.keyDay(String(cell));
  }
}

/** From `y` on, over as many pages as it takes, with its head on each. `newPage` begins one and gives its first free y. Returns where it ends. */
export function drawTable(pdf: PdfPage, table: ReportTable, formats: ReportFormats, y: number, newPage: () => number): number {
  const { doc, line, lines, countLines } = pdf;
  const whole = table.columns.reduce((sum, { weight }) => sum + weight, 0);
  const widths = table.columns.map(({ weight }) => (innerWidth * weight) / whole);
  const lefts = widths.map((_, at) => page.left + widths.slice(0, at).reduce((sum, width) => sum + width, 0));
  const styleOf = (kind: CellKind, more: Partial<TextStyle> = {}): TextStyle => ({ size, align: kind === 'text' || kind === 'instant' || kind === 'day' ? 'left' : 'right', ...more });
  const headLines = Math.max(...table.columns.map(({ label, kind }, at) => countLines(label, widths[at]! - cellPadding * 2, styleOf(kind, { isBold: true }), 3)));
  const headHeight = headLines * lineHeight(size) + 6;

  const head = (top: number): number => {
    doc.rect(page.left, top, innerWidth, headHeight).fill(colours.head);
    for (const [at, { label, kind }] of table.columns.entries()) lines(label, lefts[at]! + cellPadding, top + 3, widths[at]! - cellPadding * 2, styleOf(kind, { isBold: true }), 3);
    return top + headHeight;
  };
  const row = (cells: readonly Cell[], top: number, height: number, look: { isBold?: boolean; isShaded?: boolean }): void => {
    if (look.isShaded) doc.rect(page.left, top, innerWidth, height).fill(colours.zebra);
    for (const [at, cell] of cells.entries()) {
      const { kind } = table.columns[at]!;
      const [left, width, style] = [lefts[at]! + cellPadding, widths[at]! - cellPadding * 2, styleOf(kind, look.isBold ? { isBold: true } : {})];
      const text = cellText(cell, kind, formats);
      if (kind === 'text') lines(text, left, top + 2.5, width, style, textLinesMax);
      else line(text, left, top + 2.5, width, style);
    }
  };
  const heightOf = (cells: readonly Cell[]): number => Math.max(1, ...cells.map((cell, at) => {
    const { kind } = table.columns[at]!;
    return kind === 'text' && typeof cell === 'string' && cell.length > 12 ? countLines(cell, widths[at]! - cellPadding * 2, styleOf(kind), textLinesMax) : 1;
  })) * lineHeight(size) + 4;

  let at = y;
  if (at + 20 + headHeight + 60 > contentEnd) at = newPage();
  line(table.title, page.left, at, innerWidth, { size: 11, isBold: true });
  at = head(at + 18);
  for (const [nth, cells] of table.rows.entries()) {
    const height = heightOf(cells);
    if (at + height > contentEnd) at = head(newPage());
    row(cells, at, height, { isShaded: nth % 2 === 1 });
    at += height;
  }
  if (table.total) {
    const height = heightOf(table.total);
    if (at + height > contentEnd) at = head(newPage());
    doc.moveTo(page.left, at).lineTo(page.left + innerWidth, at).lineWidth(0.8).strokeColor(colours.soft).stroke();
    row(table.total, at, height, { isBold: true });
    at += height;
  }
  if (table.note !== null) {
    if (at + 16 > contentEnd) at = newPage();
    at += 3 + lines(table.note, page.left, at + 3, innerWidth, { size: 7.5, colour: colours.soft }, 2);
  }
  return at + 16;
}
