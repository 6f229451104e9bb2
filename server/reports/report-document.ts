import type { ReportLanguage } from '#core/reports/index.ts';

/** What a file shows, in words of one language; PDF, XLSX and CSV are made of it. Plain data: it goes into a thread. */
export interface ReportDocument {
  readonly language: ReportLanguage;
  readonly title: string;
  readonly subtitle: string;
  /** Zone, days, complete until, filters ... */
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly tiles: readonly ReportTile[];
  readonly charts: readonly ReportChart[];
  readonly tables: readonly ReportTable[];
  readonly notes: readonly string[];
  readonly definitions: readonly (readonly [name: string, text: string])[];
  readonly definitionsTitle: string;
  /** Of a footer: `Page 2 of 5`, with the numbers in place of {page} and {pages}. */
  readonly pageText: string;
  /** Under a table that goes on from the page before. */
  readonly zone: string;
  readonly author: string;
  readonly madeAt: string;
}

export type CellKind = 'text' | 'count' | 'duration' | 'percent' | 'instant' | 'day';

/** duration: seconds; percent: 0 to 100; instant: RFC 3339; day: `2026-05-04` or a month, `2026-05`, of the report's zone; anything else there (a total) stands as it is. Null: nothing to show. */
export type Cell = string | number | null;

export interface ReportTile { readonly label: string; readonly value: string; readonly lines: readonly string[] }

export interface ReportChart {
  readonly title: string;
  readonly kind: 'bars' | 'lines' | 'heat';
  /** heat: rows from top, columns from the left; else `columns` and one row for each series. */
  readonly columns: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  readonly valueKind: 'count' | 'duration' | 'percent';
}

export interface ReportTable {
  readonly title: string;
  readonly columns: readonly { readonly label: string; readonly kind: CellKind; /** Share of the width. */ readonly weight: number }[];
  readonly rows: readonly (readonly Cell[])[];
  /** Shown bold at the end, with the same columns. */
  readonly total: readonly Cell[] | null;
  readonly note: string | null;
}

/** A day or the first of a month; null: the text is neither. */
export function dayOf(text: string): string | null {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : /^\d{4}-\d{2}$/.test(text) ? `${text}-01` : null;
}
