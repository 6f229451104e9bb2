export { countMax, countRowsBehind, findRowsBehind } from './find-rows-behind.ts';
export type { RowBehind, RowOrder, RowPlace, RowsBehindQuestion } from './row-behind.ts';
export { resolvePartyRef, type PartyRef } from './resolve-party-ref.ts';
