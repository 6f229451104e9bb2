export interface FoldedText {
  readonly own: string;
  /** What is quoted or signed below; '' where there is nothing to fold. */
  readonly folded: string;
}

const attribution = /^(?:On .{5,200} wrote:|Am .{5,200} schrieb .{0,200}:|.{0,200} <[^<>\s]+@[^<>\s]+> (?:wrote|schrieb)(?: am .{0,80})?:|-{2,}\s*(?:Original Message|Forwarded message|Ursprüngliche Nachricht|Weitergeleitete Nachricht)\s*-{2,}|_{20,})\s*$/i;

/** Parts a plain text where the answer ends and the quoted mail begins. Text below a quote keeps everything open: an answer between the lines. */
export function foldQuotes(text: string): FoldedText {
  const lines = text.split('\n');
  const start = lines.findIndex((line, at) => isAttribution(lines, at) || (line.startsWith('>') && restIsQuote(lines, at)));
  if (start <= 0) return { own: text, folded: '' };
  const isQuoted = isAttribution(lines, start);
  if (isQuoted && lines[start]?.startsWith('>') === false && hasOwnTextBelow(lines, start)) return { own: text, folded: '' };
  const own = lines.slice(0, start).join('\n').trimEnd();
  return own === '' ? { own: text, folded: '' } : { own, folded: lines.slice(start).join('\n').trim() };
}

/** Long attributions are broken over two lines by many programs. */
function isAttribution(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  return attribution.test(line) || (/^(On|Am) /.test(line) && attribution.test(`${line} ${lines[at + 1] ?? ''}`));
}

const restIsQuote = (lines: readonly string[], at: number): boolean => lines.slice(at).every((line) => line.startsWith('>') || line.trim() === '');

/** After the first quoted line, a line that is neither quoted nor empty. Dividers of Outlook quote without signs: all below is theirs. */
function hasOwnTextBelow(lines: readonly string[], start: number): boolean {
  const quote = lines.findIndex((line, at) => at > start && line.startsWith('>'));
  if (quote < 0 || quote > start + 3) return false;
  const end = lines.findIndex((line, at) => at > quote && !line.startsWith('>') && line.trim() !== '');
  return end >= 0 && !/^-- ?$/.test(lines[end] ?? '');
}
