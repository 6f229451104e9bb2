/**
 * Undoes format=flowed (RFC 3676): a line that ends in a space goes on in the next one, if both have the same quote
 * depth. The signature mark `-- ` never flows. `delSp` drops the space that only marked the break.
 */
export function unflowText(text: string, delSp: boolean): string {
  const out: string[] = [];
  let parts: string[] = [];
  let depth = -1;
  for (const line of text.split('\n')) {
    const quotes = /^>*/.exec(line)?.[0].length ?? 0;
    let content = line.slice(quotes);
    if (content.startsWith(' ')) content = content.slice(1);
    if (parts.length > 0 && quotes !== depth) {
      out.push(joinFlow(depth, parts));
      parts = [];
    }
    depth = quotes;
    const isFlowed = content.endsWith(' ') && content !== '-- ';
    parts.push(isFlowed && delSp ? content.slice(0, -1) : content);
    if (!isFlowed) {
      out.push(joinFlow(depth, parts));
      parts = [];
    }
  }
  if (parts.length > 0) out.push(joinFlow(depth, parts));
  return out.join('\n');
}

function joinFlow(depth: number, parts: string[]): string {
  return depth > 0 ? `${'>'.repeat(depth)} ${parts.join('')}` : parts.join('');
}
