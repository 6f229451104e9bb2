export { findSpread, type Spread, type SpreadBucket } from './find-spread.ts';
