export type { OfferMode, QueueAction, QueueKind, QueueRules } from './queue.ts';
export { entryDecision, type EntryDecision, type QueueSituation } from './preview/entry-decision.ts';
