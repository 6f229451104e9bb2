import { invalid } from '#core/kernel/index.ts';

/** A row of a CSV with the line it began in, from 1. */
export interface CsvRow { readonly line: number; readonly cells: readonly string[] }

/**
 * RFC 4180, with what spreadsheets make of it: comma, semicolon or tab (the one that the first line has most of), any line end, a byte order mark. Empty lines are passed over.
 * `invalid` (field `file`) with the line where a quote is not closed or something follows one.
 */
export function parseCsv(text: string): CsvRow[] {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const separator = separatorOf(body);
  const rows: CsvRow[] = [];
  let [at, line] = [0, 1];
  while (at < body.length) {
    const row: { line: number; cells: string[] } = { line, cells: [] };
    for (;;) {
      const cell = readCell(body, at, separator, line);
      row.cells.push(cell.text);
      ({ at, line } = cell);
      if (body[at] !== separator) break;
      at += 1;
    }
    if (body.startsWith('\r\n', at)) at += 2;
    else if (at < body.length) at += 1;
    line += 1;
    if (row.cells.some((cell) => cell !== '')) rows.push(row);
  }
  return rows;
}

function separatorOf(body: string): string {
  const first = /^[^\r\n]*/.exec(body)![0];
  const counts = [',', ';', '\t'].map((sign) => ({ sign, count: first.split(sign).length }));
  return counts.toSorted((a, b) => b.count - a.count)[0]!.sign;
}

function readCell(body: string, from: number, separator: string, fromLine: number): { text: string; at: number; line: number } {
  if (body[from] !== '"') {
    let at = from;
    while (at < body.length && body[at] !== separator && body[at] !== '\n' && body[at] !== '\r') at += 1;
    return { text: body.slice(from, at).trim(), at, line: fromLine };
  }
  const pieces: string[] = [];
  let [at, line] = [from + 1, fromLine];
  for (;;) {
    const quote = body.indexOf('"', at);
    if (quote < 0) throw invalid('file', `has a quote in line ${fromLine} that is not closed`, 'csv-quote', { line: fromLine });
    const piece = body.slice(at, quote);
    line += piece.split(/\r\n|\r|\n/).length - 1;
    pieces.push(piece);
    at = quote + 1;
    if (body[at] !== '"') break;
    pieces.push('"');
    at += 1;
  }
  if (at < body.length && body[at] !== separator && body[at] !== '\n' && body[at] !== '\r') throw invalid('file', `has something after a quote in line ${line}`, 'csv-quote', { line });
  return { text: pieces.join('').trim(), at, line };
}
