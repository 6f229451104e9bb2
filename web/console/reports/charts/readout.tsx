import type { KeyboardEvent, ReactNode } from 'react';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useReportTexts } from '../use-report-texts.tsx';

interface Props {
  readonly label: string;
  readonly count: number;
  readonly at: number | null;
  readonly onMove: (at: number | null) => void;
  /** The exact values of a point, in words. */
  readonly textOf: (at: number) => string;
  readonly link: ReactNode;
  /** How many points a step up or down is: of a heat map a row. */
  readonly rowLength?: number;
  readonly children: ReactNode;
}

/**
 * A chart that is gone through by keys: one stop of Tab, the arrows go from point to point, and what stands there is said and shown exactly. The pointer does the same by hovering.
 * To a screen reader it is a slider, whose value is the text of the point.
 */
export function Readout({ label, count, at, onMove, textOf, link, rowLength = 0, children }: Props) {
  const texts = useReportTexts();
  const { preferences } = usePreferences();
  if (count === 0) return <p className="hint">{texts.nothingToDraw}</p>;
  const shown = at === null ? null : Math.min(at, count - 1);
  const keys = (event: KeyboardEvent): void => {
    const along = preferences.direction === 'rtl' ? -1 : 1;
    const step = { ArrowRight: along, ArrowLeft: -along, ArrowDown: rowLength || -1, ArrowUp: -rowLength || 1, PageDown: -10, PageUp: 10, Home: -count, End: count }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onMove(Math.max(0, Math.min(count - 1, shown === null ? (step > 0 ? 0 : count - 1) : shown + step)));
  };
  return (
    <div className="readout">
      <div
        className="readout-chart" role="slider" tabIndex={0} aria-label={texts.chartSlider(label)} aria-valuemin={1} aria-valuemax={count} aria-valuenow={(shown ?? 0) + 1} aria-valuetext={textOf(shown ?? 0)}
        onKeyDown={keys} onFocus={() => { if (at === null) onMove(0); }}
      >{children}</div>
      <p className="readout-text">{shown === null ? <span className="hint">{texts.readoutHint}</span> : <><span aria-hidden="true">{textOf(shown)}</span>{link}</>}</p>
    </div>
  );
}
