import writeExcelFile, { type CellObject, type Row, type Sheet } from 'write-excel-file/node';
import type { Blob } from 'node:buffer';
import type Stream from 'node:stream';
import { dayOf, type Cell, type CellKind, type ReportDocument, type ReportTable } from './report-document.ts';

const head = { fontWeight: 'bold', backgroundColor: '#e8ecf3', wrap: true, alignVertical: 'top' } as const;

/**
 * A sheet with what the report says of itself, and one for each table: counts are numbers, durations numbers of days shown as [h]:mm:ss, percent fractions, times dates (wall clock of the
 * report's zone). Text is written as text cells, which no spreadsheet evaluates, whatever it begins with.
 */
export async function renderXlsx(report: ReportDocument): Promise<Buffer> {
  const first: Row[] = [
    [{ value: cellText(report.title), type: String, fontWeight: 'bold', fontSize: 16 }], [{ value: cellText(report.subtitle), type: String }], [],
    ...report.facts.map(([label, value]): Row => [textCell(label), textCell(value)]), [],
    ...report.tiles.map(({ label, value, lines }): Row => [textCell(label), { ...textCell(value), fontWeight: 'bold' }, textCell(lines.join('; '))]), [],
    ...report.notes.map((note): Row => [textCell(note)]), [], [{ ...textCell(report.definitionsTitle), fontWeight: 'bold' }],
    ...report.definitions.map(([name, text]): Row => [textCell(name), textCell(text)]),
  ];
  const names = new Set<string>();
  const sheets = [
    { sheet: sheetName(report.language === 'de' ? 'Bericht' : 'Report', names), data: first, columns: [{ width: 26 }, { width: 34 }, { width: 60 }] },
    ...report.tables.map((table) => tableSheet(table, report, sheetName(table.title, names))),
  ];
  return writeExcelFile(sheets as Sheet<Stream | Buffer | Blob>[], { fontFamily: 'Arial', fontSize: 10 }).toBuffer();
}

function tableSheet({ columns, rows, total, note }: ReportTable, { zone }: ReportDocument, sheet: string) {
  const cells = (values: readonly Cell[], more: Partial<CellObject> = {}): Row => values.map((value, at) => ({ ...valueCell(value, columns[at]!.kind, zone), ...more }));
  return {
    sheet, stickyRowsCount: 1, orientation: 'landscape' as const, columns: columns.map(({ kind, weight }) => ({ width: kind === 'text' ? Math.round(14 * Math.min(3, weight)) : kind === 'instant' || kind === 'day' ? 20 : 14 })),
    data: [
      columns.map(({ label }) => ({ ...textCell(label), ...head })), ...rows.map((values) => cells(values)), ...(total ? [cells(total, { fontWeight: 'bold' })] : []), ...(note === null ? [] : [[textCell(note)]]),
    ],
  };
}

const textCell = (text: string): CellObject => ({ value: cellText(text), type: String });

/** Of a cell; what Excel itself takes at most is 32,767. */
const charsMax = 2_000;

/** What XML can hold. */
function cellText(text: string): string {
  return text.slice(0, charsMax).toWellFormed().replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ' ');
}

function valueCell(cell: Cell, kind: CellKind, zone: string): CellObject {
  if (cell === null) return {};
  switch (kind) {
    case 'text': return textCell(String(cell));
    case 'count': return { value: Number(cell), type: Number, format: '#,##0' };
    case 'duration': return { value: Number(cell) / 86_400, type: Number, format: '[h]:mm:ss' };
    case 'percent': return { value: Number(cell) / 100, type: Number, format: '0.0%' };
    case 'day': {
      const day = dayOf(String(cell));
      return day === null ? textCell(String(cell)) : { value: new Date(`${day}T00:00:00Z`), type: Date, format: day === cell ? 'ddd, d mmm yyyy' : 'mmmm yyyy', align: 'left' };
    }
    case 'instant': return { value: wallClock(String(cell), zone), type: Date, format: 'yyyy-mm-dd hh:mm:ss' };
  }
}

/** Spreadsheets know no zones: the date whose UTC fields are the wall clock of the zone. */
function wallClock(instant: string, zone: string): Date {
  return new Date(`${Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDateTime().round('second').toString()}Z`);
}

/** 31 letters, none of []:*?/\, each once. */
function sheetName(wanted: string, taken: Set<string>): string {
  const plain = wanted.replaceAll(/[[\]:*?/\\']/g, ' ').slice(0, 28).trim();
  let name = plain;
  for (let nth = 2; taken.has(name.toLowerCase()); nth += 1) name = `${plain} ${nth}`;
  taken.add(name.toLowerCase());
  return name;
}
