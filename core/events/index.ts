export type { ConversationField, DeliveryState, DomainEvent, EventType, StoredEvent } from './event.ts';
export { appendEvents, type AppendedEvent } from './append-events.ts';
export { readEventsAfter } from './read-events.ts';
export { sequenceOnce } from './sequence-events.ts';
export { catchUp, consumeOnce, cursorPosition, laggingAccounts, type Consumer } from './consume-events.ts';
export { getEventHead } from './get-event-head.ts';
export { headPositions } from './head-positions.ts';
