import type { FiguresAnswer } from '../api/reports.ts';
import { useFigureText } from './use-figure-text.tsx';
import { useReportTexts } from './use-report-texts.tsx';

/** Whose days they are, until when they are complete, and how exact. */
export function AnswerFoot({ answer: { zone, completeUntil, percentiles } }: { answer: Pick<FiguresAnswer, 'zone' | 'completeUntil' | 'percentiles'> }) {
  const texts = useReportTexts();
  const { moment } = useFigureText();
  return <p className="hint answer-foot">{texts.zoneIs(zone)} {texts.completeUntil(moment(completeUntil, zone))}{percentiles === 'exact' ? null : ` ${texts.percentilesRounded}`}</p>;
}
