export type { Recount, RecountFigures, RecountState } from './recount.ts';
export { askForRecount } from './ask-for-recount.ts';
export { findRecounts, getRecount } from './find-recounts.ts';
export { recomputeHistory } from './recompute-history.ts';
