export type { OfferMode, QueueAction, QueueKind, QueueRules } from './queue.ts';
