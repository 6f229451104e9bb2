import { useState } from 'react';
import { usePreferences } from '../../app/use-preferences.tsx';
import type { LinkOf, Write } from './chart.ts';
import { Readout } from './readout.tsx';
import { useWidth } from './use-width.ts';

interface Props {
  readonly label: string;
  /** Names of the rows and of the columns; the values row by row. */
  readonly rows: readonly { readonly short: string; readonly name: string }[];
  readonly columns: readonly { readonly short: string; readonly name: string }[];
  readonly values: readonly (number | null)[];
  readonly write: Write;
  readonly linkOf?: LinkOf;
}

const cellHeight = 26;
const head = 20;
const start = 40;

/** A value for each hour of each weekday: the more, the stronger. */
export function HeatMap({ label, rows, columns, values, write, linkOf }: Props) {
  const { preferences } = usePreferences();
  const { ref, width } = useWidth();
  const [at, setAt] = useState<number | null>(null);
  const cell = Math.max(6, (width - start - 4) / columns.length);
  const most = Math.max(1, ...values.map((value) => value ?? 0));
  const turned = (x: number, itsWidth = 0): number => (preferences.direction === 'rtl' ? width - x - itsWidth : x);
  const every = cell < 14 ? 6 : cell < 26 ? 3 : 1;
  const textOf = (index: number): string => `${rows[Math.floor(index / columns.length)]?.name} ${columns[index % columns.length]?.name}: ${values[index] === null || values[index] === undefined ? '–' : write(values[index])}`;
  const pick = (clientX: number, clientY: number, box: DOMRect): number => {
    const column = Math.max(0, Math.min(columns.length - 1, Math.floor((turned(clientX - box.left) - start) / cell)));
    const row = Math.max(0, Math.min(rows.length - 1, Math.floor((clientY - box.top - head) / cellHeight)));
    return row * columns.length + column;
  };
  return (
    <Readout label={label} count={values.length} at={at} onMove={setAt} textOf={textOf} link={at === null ? null : linkOf?.(at)} rowLength={columns.length}>
      <div ref={ref} className="chart-box">
        <svg className="chart heat" width={width} height={head + rows.length * cellHeight + 4} aria-hidden="true" onPointerMove={(event) => setAt(pick(event.clientX, event.clientY, event.currentTarget.getBoundingClientRect()))}>
          {columns.map(({ short }, column) => (column % every === 0 ? <text key={short} className="axis-text" x={turned(start + column * cell + cell / 2)} y={head - 7} textAnchor="middle">{short}</text> : null))}
          {rows.map(({ short }, row) => <text key={short} className="axis-text" x={turned(start - 8)} y={head + row * cellHeight + 17} textAnchor={preferences.direction === 'rtl' ? 'start' : 'end'}>{short}</text>)}
          {values.map((value, index) => {
            const [row, column] = [Math.floor(index / columns.length), index % columns.length];
            const place = { x: turned(start + column * cell + 1, cell - 2), y: head + row * cellHeight + 1, width: Math.max(1, cell - 2), height: cellHeight - 2 };
            return (
              <g key={index}>
                <rect className="heat-ground" {...place} />
                {value === null || value === 0 ? null : <rect className="heat-cell" {...place} fillOpacity={0.12 + 0.88 * (value / most)} />}
                {index === at ? <rect className="heat-at" {...place} /> : null}
              </g>
            );
          })}
        </svg>
      </div>
    </Readout>
  );
}
