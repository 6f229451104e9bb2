export { factsConsumer, requestAll as requestAllFacts } from './projection/facts-consumer.ts';
export { rebuildFacts } from './projection/rebuild-facts.ts';
export { exportMessages } from './export/export-messages.ts';
export { exportConversations } from './export/export-conversations.ts';
export * from './log/index.ts';
export { agentsFor, erlangB, erlangC, waitErlangA, waitErlangC, type ImpatientModel, type QueueModel, type Waiting } from './staffing/erlang.ts';
