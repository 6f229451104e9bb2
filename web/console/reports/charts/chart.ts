import type { ReactNode } from 'react';

export type Tone = 'main' | 'second' | 'third' | 'good' | 'bad' | 'faint';

/** One row of values of a chart, a value for each of its points; null where there is none. */
export interface Series {
  readonly key: string;
  readonly name: string;
  readonly form: 'bar' | 'line';
  readonly tone: Tone;
  readonly values: readonly (number | null)[];
}

export interface Point {
  /** Short, under the chart; may be left out where there is no room. */
  readonly label: string;
  /** In full, for the readout and the table. */
  readonly name: string;
}

/** What is written of a value, exactly. */
export type Write = (value: number) => string;

/** What stands beside the exact values of a point: the way to its rows. */
export type LinkOf = (at: number) => ReactNode;
