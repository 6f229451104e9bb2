import { useState } from 'react';
import { usePreferences } from '../../app/use-preferences.tsx';
import type { LinkOf, Point, Series, Write } from './chart.ts';
import { Readout } from './readout.tsx';
import { labelEvery, ticksUpTo } from './scale.ts';
import { useWidth } from './use-width.ts';

interface Props {
  readonly label: string;
  readonly points: readonly Point[];
  readonly series: readonly Series[];
  readonly unit: 'count' | 'seconds' | 'percent';
  readonly write: Write;
  /** Shorter, for the axis. */
  readonly writeAxis: Write;
  readonly linkOf?: LinkOf;
  /** Bars of one point on top of each other instead of side by side. */
  readonly isStacked?: boolean;
  /** A line across, and what it is. */
  readonly mark?: { readonly value: number; readonly name: string } | undefined;
}

const height = 220;
const bottom = 24;
const top = 10;
/** A bar is no wider, however few there are. */
const barMax = 64;

/** Bars and lines over the same points. */
export function XyChart({ label, points, series, unit, write, writeAxis, linkOf, isStacked = false, mark }: Props) {
  const { preferences } = usePreferences();
  const { ref, width } = useWidth();
  const [at, setAt] = useState<number | null>(null);
  const bars = series.filter(({ form }) => form === 'bar');
  const heights = points.map((_, point) => (isStacked ? bars.reduce((sum, { values }) => sum + (values[point] ?? 0), 0) : 0));
  const ticks = ticksUpTo(Math.max(0, mark?.value ?? 0, ...heights, ...series.filter(({ form }) => form === 'line' || !isStacked).flatMap(({ values }) => values.map((value) => value ?? 0))), unit);
  const most = ticks.at(-1)!;
  const start = 8 + Math.max(...ticks.map((tick) => writeAxis(tick).length)) * 7;
  const inner = Math.max(40, width - start - 8);
  const step = inner / Math.max(1, points.length);
  const turned = (x: number, itsWidth = 0): number => (preferences.direction === 'rtl' ? width - x - itsWidth : x);
  const x = (point: number): number => start + point * step;
  const y = (value: number): number => top + (1 - value / most) * (height - top - bottom);
  const every = labelEvery(points.length, inner, Math.max(...points.map((point) => point.label.length), 1) * 7 + 14);
  const textOf = (point: number): string => `${points[point]?.name ?? ''}: ${series.map(({ name, values }) => `${name} ${values[point] === null || values[point] === undefined ? '–' : write(values[point])}`).join(', ')}`;
  return (
    <>
      <Readout label={label} count={points.length} at={at} onMove={setAt} textOf={textOf} link={at === null ? null : linkOf?.(at)}>
        <div ref={ref} className="chart-box">
          <svg className="chart" width={width} height={height} aria-hidden="true" onPointerMove={(event) => {
            const box = event.currentTarget.getBoundingClientRect();
            const along = turned(event.clientX - box.left);
            setAt(Math.max(0, Math.min(points.length - 1, Math.floor((along - start) / step))));
          }}>
            {ticks.map((tick) => (
              <g key={tick}>
                <line className="grid-line" x1={turned(start)} x2={turned(width - 8)} y1={y(tick)} y2={y(tick)} />
                <text className="axis-text" x={turned(start - 6)} y={y(tick) + 4} textAnchor={preferences.direction === 'rtl' ? 'start' : 'end'}>{writeAxis(tick)}</text>
              </g>
            ))}
            {at === null ? null : <rect className="at-band" x={turned(x(Math.min(at, points.length - 1)), step)} width={step} y={top} height={height - top - bottom} />}
            {bars.flatMap(({ key, tone, values }, bar) => values.map((value, point) => {
              if (value === null || value === 0) return null;
              const sideBySide = isStacked ? 1 : bars.length;
              const group = Math.min(step * 0.76, barMax * sideBySide);
              const barWidth = Math.max(1, group / sideBySide);
              const below = isStacked ? bars.slice(0, bar).reduce((sum, one) => sum + (one.values[point] ?? 0), 0) : 0;
              const left = x(point) + (step - group) / 2 + (isStacked ? 0 : bar * barWidth);
              return <rect key={`${key} ${point}`} className={`bar ${tone}`} x={turned(left, barWidth)} width={barWidth} y={y(below + value)} height={Math.max(1, y(below) - y(below + value))} />;
            }))}
            {mark === undefined ? null : <line className="mark-line" x1={turned(start)} x2={turned(width - 8)} y1={y(mark.value)} y2={y(mark.value)} />}
            {series.filter(({ form }) => form === 'line').map(({ key, tone, values }) => (
              <g key={key} className={`line ${tone}`}>
                <path d={pathOf(values, (point) => turned(x(point) + step / 2), y)} />
                {values.map((value, point) => (value === null || (points.length > 45 && point !== at) ? null : <circle key={point} cx={turned(x(point) + step / 2)} cy={y(value)} r={point === at ? 4 : 2.5} />))}
              </g>
            ))}
            {points.map((point, index) => (index % every === 0 ? <text key={index} className="axis-text" x={turned(x(index) + step / 2)} y={height - 6} textAnchor="middle">{point.label}</text> : null))}
          </svg>
        </div>
      </Readout>
      {series.length < 2 && mark === undefined ? null : (
        <ul className="legends">
          {series.map(({ key, name, tone, form }) => <li key={key}><span className={`legend-sign ${form} ${tone}`} />{name}</li>)}
          {mark === undefined ? null : <li><span className="legend-sign mark" />{mark.name}</li>}
        </ul>
      )}
    </>
  );
}

/** A line through the values; where there is none it is interrupted. */
function pathOf(values: readonly (number | null)[], x: (point: number) => number, y: (value: number) => number): string {
  return values.map((value, point) => (value === null ? '' : `${point === 0 || values[point - 1] === null ? 'M' : 'L'}${x(point).toFixed(1)} ${y(value).toFixed(1)}`)).join('');
}
