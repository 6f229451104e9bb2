export type {
  ConversationInput,
  ConversationLife,
  FactMessage,
  FactParty,
  FactRecipient,
  FactSender,
  FactSettings,
  LineStay,
  OutlierThresholds,
  Turn,
  Versioned,
} from './conversation-input.ts';
export type {
  ClassCounts,
  Classification,
  ConversationFacts,
  ConversationFlag,
  Exclusion,
  MessageFacts,
  MessageFlag,
  MessageType,
  ThreadStatus,
} from './conversation-facts.ts';
export { computeFacts } from './compute-facts.ts';
export { computeClock, type ClockWait, type ConversationClock } from './conversation-clock.ts';
