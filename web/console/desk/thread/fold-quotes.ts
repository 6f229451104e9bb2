export interface FoldedText {
  readonly own: string;
  /** What is quoted or signed below; '' where there is nothing to fold. */
  readonly folded: string;
}

const attribution = /^(?:On .{5,200} wrote:|Am .{5,200} schrieb .{0,200}:|.{0,200} <[^<>\s]+@[^<>\s]+> (?:wrote|schrieb)(?: am .{0,80})?:|-{2,}\s*(?:Original Message|Forwarded message|Ursprüngliche Nachricht|Weitergeleitete Nachricht)\s*-{2,}|_{20,})\s*$/i;

/** A heading is shorter; longer lines are prose. */
const headingMax = 400;

/** Parts a plain text where the answer ends and the quoted mail begins. Text below a quote keeps everything open: an answer between the lines. */
export function foldQuotes(text: string): FoldedText {
  const lines = text.split('\n');
  const start = findFold(lines);
  const own = lines.slice(0, Math.max(0, start)).join('\n').trimEnd();
  return start <= 0 || own === '' ? { own: text, folded: '' } : { own, folded: lines.slice(start).join('\n').trim() };
}

/** The line where the fold begins; -1: nothing folds. Each line is looked at a bounded number of times. */
export function findFold(lines: readonly string[]): number {
  const tail = quotedTail(lines);
  for (let at = 0; at < lines.length; at += 1) {
    if (at >= tail && lines[at]?.startsWith('>')) return at;
    if (isAttribution(lines, at)) return hasOwnTextBelow(lines, at) ? -1 : at;
  }
  return -1;
}

/** From which line on there is nothing but quoted and empty lines. */
function quotedTail(lines: readonly string[]): number {
  let at = lines.length;
  while (at > 0) {
    const line = lines[at - 1] ?? '';
    if (!line.startsWith('>') && line.trim() !== '') break;
    at -= 1;
  }
  return at;
}

/** Long attributions are broken over two lines by many programs. */
function isAttribution(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  if (line.length > headingMax) return false;
  if (attribution.test(line)) return true;
  if (!/^(?:On|Am) /.test(line)) return false;
  const next = lines[at + 1] ?? '';
  return next.length <= headingMax && attribution.test(`${line} ${next}`);
}

/** After the first quoted line, a line that is neither quoted nor empty. Dividers of Outlook quote without signs: all below is theirs. */
function hasOwnTextBelow(lines: readonly string[], start: number): boolean {
  let quote = start + 1;
  while (quote <= start + 3 && !lines[quote]?.startsWith('>')) quote += 1;
  if (quote > start + 3) return false;
  for (let at = quote + 1; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (!line.startsWith('>') && line.trim() !== '') return !/^-- ?$/.test(line);
  }
  return false;
}
