import type { Forecast } from '../api/floor.ts';
import { usePreferences } from '../app/use-preferences.tsx';

const width = 960;
const height = 200;

/** Bars of what should be planned, a line of what is, over the hours of a day. A picture of the table below it. */
export function ForecastChart({ intervals, label }: { intervals: Forecast['intervals']; label: string }) {
  const { texts, preferences } = usePreferences();
  const isTurned = preferences.direction === 'rtl';
  const most = Math.max(1, ...intervals.map(({ scheduled, planned }) => Math.max(scheduled ?? 0, planned ?? 0)));
  const step = width / Math.max(1, intervals.length);
  const left = (at: number): number => (isTurned ? width - (at + 1) * step : at * step);
  const y = (people: number): number => height - (people / most) * (height - 16);
  return (
    <figure className="forecast-chart">
      <div className="chart-scroll" role="region" aria-label={label} tabIndex={0}><svg viewBox={`0 0 ${width} ${height + 30}`} aria-hidden="true">
        <line x1="0" x2={width} y1={height} y2={height} stroke="var(--line-control)" />
        <text x={isTurned ? width : 0} y="14" fontSize="14" fill="currentColor" textAnchor={isTurned ? 'end' : 'start'}>{most}</text>
        {intervals.map(({ from, scheduled, planned }, at) => (
          <g key={from}>
            {(scheduled ?? 0) > 0 ? <rect x={left(at) + step * 0.15} width={step * 0.7} y={y(scheduled!)} height={height - y(scheduled!)} fill={(planned ?? 0) < scheduled! ? 'var(--danger)' : 'var(--good)'} fillOpacity="0.75" /> : null}
            {planned === null ? null : <line x1={left(at)} x2={left(at) + step} y1={y(planned)} y2={y(planned)} stroke="var(--ink)" strokeWidth="3" />}
            {from.endsWith(':00') && Number(from.slice(0, 2)) % 3 === 0 ? <text x={left(at) + (isTurned ? step : 0)} y={height + 22} fontSize="14" fill="currentColor">{from}</text> : null}
          </g>
        ))}
      </svg></div>
      <figcaption className="hint"><span className="legend needed" />{texts.forecastScheduled}<span className="legend missing" />{texts.forecastMissing}<span className="legend planned" />{texts.forecastPlanned}</figcaption>
    </figure>
  );
}
