export type MarkdownAct = 'bold' | 'italic' | 'heading' | 'link' | 'bullets' | 'numbers' | 'quote' | 'code';

/** The part `from` to `to` of the text becomes `insert`; then `start` to `end` (of the new text) is selected. */
export interface MarkdownEdit { readonly from: number; readonly to: number; readonly insert: string; readonly start: number; readonly end: number }

/** What a button of the toolbar does with what is selected. Done again it takes its marks away. */
export function markdownEdit(act: MarkdownAct, text: string, start: number, end: number): MarkdownEdit {
  switch (act) {
    case 'bold': return around(text, start, end, '**');
    case 'italic': return around(text, start, end, '_');
    case 'code': return text.slice(start, end).includes('\n') ? fence(text, start, end) : around(text, start, end, '`');
    case 'link': return link(text, start, end);
    case 'heading': return lines(text, start, end, /^#{1,6} /, () => '## ');
    case 'quote': return lines(text, start, end, /^> ?/, () => '> ');
    case 'bullets': return lines(text, start, end, /^[-*+] /, () => '- ');
    case 'numbers': return lines(text, start, end, /^\d+\. /, (at) => `${at + 1}. `);
  }
}

/** A picture of the site, on a line of its own. */
export function pictureEdit(text: string, start: number, end: number, { path, name }: { path: string; name: string }): MarkdownEdit {
  const before = start === 0 || text[start - 1] === '\n' ? '' : '\n\n';
  const alt = altOf(name);
  const insert = `${before}![${alt}](${path})\n`;
  return { from: start, to: end, insert, start: start + before.length + 2, end: start + before.length + 2 + alt.length };
}

/** A paragraph of its own at the end of the text. */
export function appendPicture(text: string, { path, name }: { path: string; name: string }): string {
  const kept = text.trimEnd();
  return `${kept}${kept === '' ? '' : '\n\n'}![${altOf(name)}](${path})`;
}

const altOf = (name: string): string => name.replace(/\.[A-Za-z0-9]+$/, '').replaceAll(/[[\]\\]/g, ' ').trim();

function around(text: string, start: number, end: number, mark: string): MarkdownEdit {
  const size = mark.length;
  const chosen = text.slice(start, end);
  if (text.slice(start - size, start) === mark && text.slice(end, end + size) === mark) return { from: start - size, to: end + size, insert: chosen, start: start - size, end: end - size };
  if (chosen.length > 2 * size && chosen.startsWith(mark) && chosen.endsWith(mark)) return { from: start, to: end, insert: chosen.slice(size, -size), start, end: end - 2 * size };
  return { from: start, to: end, insert: `${mark}${chosen}${mark}`, start: start + size, end: end + size };
}

function link(text: string, start: number, end: number): MarkdownEdit {
  const chosen = text.slice(start, end);
  if (/^https?:\/\/\S+$/.test(chosen)) return { from: start, to: end, insert: `[](${chosen})`, start: start + 1, end: start + 1 };
  const insert = `[${chosen}](https://)`;
  const at = start + chosen.length + 3;
  return { from: start, to: end, insert, start: at, end: at + 8 };
}

function fence(text: string, start: number, end: number): MarkdownEdit {
  const chosen = text.slice(start, end);
  const insert = `\`\`\`\n${chosen}${chosen.endsWith('\n') ? '' : '\n'}\`\`\`\n`;
  return { from: start, to: end, insert, start: start + 4, end: start + 4 + chosen.length };
}

function lines(text: string, start: number, end: number, pattern: RegExp, mark: (at: number) => string): MarkdownEdit {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', Math.max(end - (end > start && text[end - 1] === '\n' ? 1 : 0), from));
  const to = next < 0 ? text.length : next;
  const rows = text.slice(from, to).split('\n');
  const hasAll = rows.every((row) => row.trim() === '' || pattern.test(row)) && rows.some((row) => pattern.test(row));
  let count = 0;
  const changed = rows.map((row) => {
    if (hasAll) return row.replace(pattern, '');
    if (row.trim() === '' && rows.length > 1) return row;
    count += 1;
    return `${mark(count - 1)}${row.replace(pattern, '')}`;
  });
  const insert = changed.join('\n');
  return { from, to, insert, start: rows.length === 1 ? from + insert.length : from, end: from + insert.length };
}
