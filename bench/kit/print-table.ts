export type Cell = string | number | null;

/** Prints rows as a table with aligned columns, or with `isJson` each as a line of JSON that says which measurement it is of. */
export function printTable(bench: string, rows: readonly Readonly<Record<string, Cell>>[], isJson: boolean): void {
  if (isJson) {
    for (const row of rows) console.log(JSON.stringify({ bench, ...row }));
    return;
  }
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const text = (cell: Cell | undefined): string => (cell === null || cell === undefined ? '-' : typeof cell === 'number' ? formatNumber(cell) : cell);
  const widths = columns.map((column) => Math.max(column.length, ...rows.map((row) => text(row[column]).length)));
  const line = (cells: readonly string[]): string => cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join('  ');
  console.log(`\n${bench}`);
  console.log(line(columns));
  for (const row of rows) console.log(line(columns.map((column) => text(row[column]))));
}

/** Progress and remarks: never on stdout, where the figures are. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

function formatNumber(value: number): string {
  return Number.isInteger(value) ? value.toLocaleString('en') : value.toFixed(Math.abs(value) < 10 ? 2 : 1);
}
