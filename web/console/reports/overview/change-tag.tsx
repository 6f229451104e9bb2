import { changeOf, isBetter } from '../figures.ts';
import { useFigureText } from '../use-figure-text.tsx';
import { useReportTexts } from '../use-report-texts.tsx';

/** How much a figure moved against the period before; in colour and in words whether to the better. Nothing where there is nothing to compare with. */
export function ChangeTag({ now, before, less }: { now: number | null; before: number | null; less: 'better' | 'worse' | 'neither' }) {
  const texts = useReportTexts();
  const { change } = useFigureText();
  const moved = changeOf(now, before);
  if (moved === null) return null;
  const better = isBetter(moved, less);
  return (
    <span className={`change${better === null ? '' : better ? ' good' : ' bad'}`} title={texts.against(change(moved))}>
      <span aria-hidden="true">{moved > 0 ? '▲' : moved < 0 ? '▼' : '▬'} </span>{change(moved)}
      <span className="hidden-text">{` ${texts.against('')}${better === null ? '' : `, ${better ? texts.better : texts.worse}`}`}</span>
    </span>
  );
}
