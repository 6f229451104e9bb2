export { openFigureColumns, type FigureColumnsOptions, type OpenedFigureColumns } from './open-figure-columns.ts';
export { useFigureColumns, type FigureColumns } from './use-figure-columns.ts';
export type { PoolNews } from './columns-pool.ts';
export { sweepFactChanges } from './mark-changed.ts';
