import { InvalidInput } from '#http/index.ts';
import { fileLines } from './file-lines.ts';

const addressesMax = 500;
const isLikely = (cell: string): boolean => /^[^\s@]+@[^\s@]+$/.test(cell);

/** Addresses of a file: cells between commas, semicolons, tabs and line ends, with or without quotes. A first line without any address is a heading; any other cell is refused with its line. */
export function parseAddresses(field: string, bytes: Uint8Array): string[] {
  const addresses: string[] = [];
  for (const [at, line] of fileLines(field, bytes).entries()) {
    const cells = line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1').trim()).filter((cell) => cell !== '');
    if (at === 0 && !cells.some(isLikely)) continue;
    const wrong = cells.find((cell) => !isLikely(cell));
    if (wrong !== undefined) throw new InvalidInput([{ field, problem: `has in line ${at + 1} something that is no email address: ${wrong.slice(0, 60)}` }]);
    addresses.push(...cells);
    if (addresses.length > addressesMax) throw new InvalidInput([{ field, problem: `must not have more than ${addressesMax} addresses` }]);
  }
  return addresses;
}
