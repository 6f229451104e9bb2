import { CoreError, fileText, invalid } from '#core/kernel/index.ts';
import { checkEntry } from './block-entries.ts';
import { filterEntriesMax, type FilterKind } from './mail-filters.ts';

const bytesMax = 1024 * 1024;
const namedMax = 10;

/**
 * What a CSV lists: cells between commas, semicolons, tabs and line ends, with or without quotes; a byte order mark is passed over. A first line in which nothing has a dot is a heading. `invalid` names
 * the lines (the first ten) in which a cell is none; `too-large` over 1 MiB.
 */
export function parseFilterFile(kind: FilterKind, bytes: Uint8Array, field = 'upload'): string[] {
  if (bytes.byteLength > bytesMax) throw new CoreError('too-large', 'This file is larger than 1 MiB.', { key: 'filter-file-too-large' });
  const text = fileText(bytes);
  if (text === null) throw invalid(field, 'must be a text file in UTF-8 or UTF-16', 'csv-no-text');
  const values: string[] = [];
  const wrong: string[] = [];
  for (const [at, line] of text.split(/\r\n|\r|\n/).entries()) {
    const cells = line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1').trim()).filter((cell) => cell !== '');
    if (at === 0 && cells.every((cell) => !cell.includes('.'))) continue;
    for (const cell of cells) {
      if (isEntry(kind, cell)) values.push(cell);
      else wrong.push(`${at + 1} (${cell.slice(0, 60)})`);
    }
    if (values.length > filterEntriesMax) throw invalid(field, `must be at most ${filterEntriesMax}`, 'too-many-items', { max: filterEntriesMax });
  }
  if (wrong.length > 0) {
    const lines = `${wrong.slice(0, namedMax).join(', ')}${wrong.length > namedMax ? ', …' : ''}`;
    throw invalid(field, `has in these lines no ${kind === 'address' ? 'email address' : 'domain'}: ${lines}`, 'filter-lines-wrong', { lines });
  }
  return values;
}

function isEntry(kind: FilterKind, cell: string): boolean {
  try {
    checkEntry(kind, cell, 'value');
    return true;
  } catch {
    return false;
  }
}
