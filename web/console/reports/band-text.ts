import type { FigureText } from './use-figure-text.tsx';
import type { ReportTexts } from '../texts/reports-english.ts';

/** A stretch of lengths in words. */
export function bandText({ over, upTo }: { readonly over: number; readonly upTo: number | null }, texts: ReportTexts, { span }: Pick<FigureText, 'span'>): string {
  if (upTo === null) return texts.over(span(over));
  return over === 0 ? texts.upTo(span(upTo)) : texts.between(span(over), span(upTo));
}
