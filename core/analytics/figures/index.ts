export {
  figureMetrics, figureSplits, type BandFigure, type FigureMetric, type FigureName, type FigureQuestion, type FigureResult, type FigureRow, type FigureTree,
  type FigureSortBy, type FigureSplit, type SpanFigures,
} from './figures.ts';
export { findFigures } from './find-figures.ts';
export { findFigureRows, type FigureRowsQuestion } from './find-figure-rows.ts';
