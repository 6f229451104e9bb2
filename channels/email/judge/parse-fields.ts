/** Field names in lower case to their values in document order. */
export type Fields = ReadonlyMap<string, readonly string[]>;

/**
 * Reads one block of `Name: value` lines (RFC 5322 2.2, also the groups of RFC 3464 2.1): continuation lines are
 * unfolded, lines that are neither are skipped, the block ends at the first blank line or the end of the text.
 */
export function parseFields(block: string): Fields {
  const fields = new Map<string, string[]>();
  let last: string[] | null = null;
  for (const line of block.split('\n')) {
    if (line.trim() === '') break;
    if (line.startsWith(' ') || line.startsWith('\t')) {
      if (last !== null && last.length > 0) last.push(`${last.pop() ?? ''} ${line.trim()}`);
      continue;
    }
    const colon = line.indexOf(':');
    if (colon < 1 || colon > 76 || line.slice(0, colon).trim().includes(' ')) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    last = fields.get(name) ?? [];
    last.push(line.slice(colon + 1).trim());
    fields.set(name, last);
  }
  return fields;
}
