import type { TextLine } from './text-lines.ts';

const FOOTER = /mailing list\b|\blistinfo\b|\bmailman\b|to unsubscribe|unsubscribe from this|google groups|you received this message because|liste de diffusion|mailingliste/i;

/** Whether the lines from `start` on are what list software adds under a mail (Mailman, Sympa, Google Groups). */
export function isListFooter(lines: readonly TextLine[], start: number): boolean {
  const first = lines[start]?.plain ?? '';
  const next = lines.slice(start + 1, start + 4).map((line) => line.plain).join(' ');
  if (/^ {0,2}(?:_{2,}|-{2,}|={8,})$/.test(first)) return FOOTER.test(next);
  return /^\S{2,60} mailing list(?: -- \S+@\S+)?$/i.test(first) && /unsubscribe|https?:/i.test(next);
}
